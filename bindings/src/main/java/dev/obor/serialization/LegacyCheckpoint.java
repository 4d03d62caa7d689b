package dev.obor.serialization;

import dev.obor.Device;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format of {@code torch.save} before PyTorch 1.6: five pickles, then the storages, each behind
 * the number of its elements.
 */
final class LegacyCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final int TAR_MARK = 257;

  /** A storage whose content comes later. */
  private record Awaited(LoadedStorage storage, StorageType type, long count) {}

  private final ByteSource source;
  private final Locations locations;
  private final PickleInput input;
  private final Map<String, Awaited> storages = new HashMap<>();
  private final Map<String, LoadedStorage> views = new HashMap<>();
  private long claimed;

  private LegacyCheckpoint(ByteSource source, LoadOptions options) {
    this.source = source;
    this.locations = new Locations(options);
    this.input = new PickleInput(source, 0, source.size());
  }

  /** Makes tensors, which belong to the caller's scope. */
  static @Nullable Object load(ByteSource source, LoadOptions options) throws IOException {
    if (options.mmap()) {
      throw new TorchException(
          "mmap can only be used with files saved with `torch.save(_use_new_zipfile_serialization="
              + "True), please torch.save your checkpoint with this option in order to use mmap.\n"
              + "The file is "
              + source.name());
    }
    return new LegacyCheckpoint(source, options).load();
  }

  private @Nullable Object load() throws IOException {
    refuseTar();
    if (source.size() == 0) {
      throw new UnpicklingException("Ran out of input\nThe file is empty: " + source.name());
    }
    if (!MAGIC.equals(magic())) {
      throw source.damaged("Invalid magic number; corrupt file?");
    }
    TensorRebuilding tensors = new TensorRebuilding(locations);
    Object protocol = plain().load();
    if (!(protocol instanceof Long number) || number != PROTOCOL) {
      throw source.damaged("Invalid protocol version: " + PythonTypes.shown(protocol));
    }
    plain().load(); // the machine that wrote the file; its byte order does not show in the data
    Object result = new Unpickler(input, tensors, this::storage).load();
    Object keys = plain().load();
    if (!(keys instanceof List<?> list)) {
      throw source.damaged("the list of storages is missing");
    }
    long at = input.position();
    for (Object key : list) {
      Awaited awaited = key instanceof String text ? storages.remove(text) : null;
      if (awaited == null) {
        throw source.damaged(
            "the storage " + PythonTypes.shown(key) + " belongs to no tensor, or comes twice");
      }
      at = fill(awaited, at);
    }
    if (!storages.isEmpty()) {
      throw source.damaged("the storages " + storages.keySet() + " are missing");
    }
    tensors.validate();
    return result;
  }

  private @Nullable Object magic() throws IOException {
    try {
      return plain().load();
    } catch (UnpicklingException e) {
      TorchException refusal =
          source.damaged(
              "Invalid magic number; corrupt file?\nIt is neither a zip file, which torch.save"
                  + " writes, nor a pickle, which it wrote long ago.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private void refuseTar() throws IOException {
    if (source.size() > TAR_MARK + 5) {
      byte[] mark = source.read(TAR_MARK, 5);
      if (new String(mark, StandardCharsets.US_ASCII).equals("ustar")) {
        throw source.damaged(
            "Cannot use ``weights_only=True`` with files saved in the legacy .tar format."
                + "\nIn Python load it with weights_only=False, if you trust it, and save it anew.");
      }
    }
  }

  /** An interpreter for what holds no storages. */
  private Unpickler plain() {
    return new Unpickler(
        input,
        new TensorRebuilding(locations),
        id -> {
          throw UnpicklingException.of(
              "unsupported persistent id encountered\nThe file is " + source.name());
        });
  }

  private LoadedStorage storage(Tuple id) throws IOException {
    if (id.size() == 4 && "module".equals(id.get(0))) {
      throw UnpicklingException.of(
          "Only persistent_load of storage is allowed, but got a module\nThe file is "
              + source.name());
    }
    if (id.size() != 6
        || !"storage".equals(id.get(0))
        || !(id.get(1) instanceof StorageType type)
        || !(id.get(2) instanceof String key)
        || !(id.get(3) instanceof String location)
        || !(id.get(4) instanceof Long count)) {
      throw UnpicklingException.of(
          "Only persistent_load of storage is allowed, but got "
              + PythonTypes.nameOf(id)
              + "\nThe file is "
              + source.name());
    }
    Awaited known = storages.get(key);
    if (known == null) {
      long bytes = type.bytes(count, source);
      claimed += bytes;
      if (claimed < 0 || claimed > source.size()) {
        throw source.damaged(
            "the storages claim to have " + claimed + " bytes, and the file has " + source.size());
      }
      Device device = locations.deviceFor(location);
      Tensor room = ZipCheckpoint.empty(bytes, device);
      known = new Awaited(new LoadedStorage(room, type.dtype()), type, count);
      storages.put(key, known);
    }
    return id.get(5) == null ? known.storage() : view(known, id.get(5));
  }

  private LoadedStorage view(Awaited whole, @Nullable Object description) {
    if (!(description instanceof Tuple view)
        || view.size() != 3
        || !(view.get(0) instanceof String key)
        || !(view.get(1) instanceof Long offset)
        || !(view.get(2) instanceof Long count)
        || offset < 0
        || count < 1
        || offset > whole.count() - count
        || !whole.storage().bytes().device().equals(Device.CPU)) {
      throw source.damaged("a view of a storage makes no sense: " + PythonTypes.shown(description));
    }
    long itemsize = whole.type().dtype().itemsize();
    return views.computeIfAbsent(
        key,
        k ->
            new LoadedStorage(
                StorageAccess.slice(whole.storage().bytes(), offset * itemsize, count * itemsize),
                whole.type().dtype()));
  }

  /** Reads the content of a storage; returns the position behind it. */
  private long fill(Awaited awaited, long at) throws IOException {
    ByteBuffer count = ByteBuffer.wrap(source.read(at, Long.BYTES));
    long elements = Long.reverseBytes(count.getLong());
    if (elements != awaited.count()) {
      throw source.damaged(
          "a storage has "
              + elements
              + " elements in the file, and "
              + awaited.count()
              + " in its description");
    }
    Tensor room = awaited.storage().bytes();
    long from = at + Long.BYTES;
    long bytes = awaited.type().bytes(elements, source);
    if (bytes > source.size() - from) {
      throw source.damaged(
          "unexpected EOF, expected "
              + (bytes - (source.size() - from))
              + " more bytes. The file might be corrupted.");
    }
    if (bytes > 0 && !room.device().type().equals("meta")) {
      boolean here = room.device().equals(Device.CPU);
      Tensor read = here ? room : ZipCheckpoint.empty(bytes, Device.CPU);
      long[] position = {from};
      StorageAccess.forEachPart(
          read,
          part -> {
            int length = part.remaining();
            source.read(position[0], part);
            position[0] += length;
          });
      if (!here) {
        room.copy_(read);
      }
    }
    return from + bytes;
  }
}
