package dev.obor.serialization;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The zip format of {@code torch.save}, which Python writes since PyTorch 1.6. */
final class ZipCheckpoint {
  private static final int LARGEST_PICKLE = 1 << 30;
  private static final int LARGEST_NOTE = 1 << 10;

  private final ByteSource source;
  private final ZipDirectory directory;
  private final ZipContent content;
  private final LoadOptions options;
  private final Locations locations;
  private final String folder;
  private final Map<String, LoadedStorage> storages = new HashMap<>();
  private boolean isBigEndian;
  private @Nullable Tensor mapped;

  private ZipCheckpoint(ByteSource source, LoadOptions options) throws IOException {
    this.source = source;
    this.options = options;
    this.locations = new Locations(options);
    this.directory = ZipDirectory.read(source);
    this.content = new ZipContent(source, directory);
    this.folder = folder();
  }

  private String folder() {
    for (String name : directory.entries().keySet()) {
      int slash = name.indexOf('/');
      if (slash < 0) {
        throw source.damaged(
            "PytorchStreamReader failed reading zip archive: file in archive is not in a"
                + " subdirectory: "
                + name);
      }
      return name.substring(0, slash + 1);
    }
    throw source.damaged("PytorchStreamReader failed reading zip archive: no files in archive");
  }

  // ---- writing

  /** Makes tensors, which belong to the caller's scope. */
  static void save(@Nullable Object object, WritableByteChannel channel) throws IOException {
    SavedStorages storages = new SavedStorages();
    byte[] pickle = new Pickler(storages).dump(object);
    CheckpointZipWriter zip = new CheckpointZipWriter(channel);
    zip.add("data.pkl", pickle);
    zip.add(".format_version", text("1"));
    zip.add(".storage_alignment", text(Integer.toString(CheckpointZipWriter.ALIGNMENT)));
    zip.add("byteorder", text("little"));
    for (SavedStorages.Saved saved : storages.all()) {
      zip.add("data/" + saved.key(), saved.bytes().cpu());
    }
    zip.add("version", text("3\n"));
    zip.add(".data/serialization_id", zip.fingerprint());
    zip.finish();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  // ---- reading

  /** Makes tensors, which belong to the caller's scope. */
  static @Nullable Object load(ByteSource source, LoadOptions options) throws IOException {
    return new ZipCheckpoint(source, options).load();
  }

  private @Nullable Object load() throws IOException {
    if (find("constants.pkl").isPresent()) {
      throw source.damaged(
          "Cannot use ``weights_only=True`` with TorchScript archives passed to ``torch.load``."
              + "\nTorchScript programs are not read: in Python save the module's state_dict()");
    }
    isBigEndian = isBigEndian();
    if (options.mmap() && source.file() == null) {
      throw new ValueException("f must be a file path in order to use the mmap argument");
    }
    ZipDirectory.Entry pickle =
        find("data.pkl")
            .orElseThrow(
                () ->
                    source.damaged(
                        "PytorchStreamReader failed locating file data.pkl: file not found"));
    byte[] bytes = content.read(pickle, LARGEST_PICKLE);
    PickleInput input = new PickleInput(source, bytes);
    TensorRebuilding tensors = new TensorRebuilding(locations);
    Object result = new Unpickler(input, tensors, this::storage).load();
    tensors.validate();
    return result;
  }

  private Optional<ZipDirectory.Entry> find(String name) {
    return directory.find(folder + name);
  }

  private boolean isBigEndian() throws IOException {
    Optional<ZipDirectory.Entry> entry = find("byteorder");
    if (entry.isEmpty()) {
      return false;
    }
    String order = new String(content.read(entry.get(), LARGEST_NOTE), StandardCharsets.ISO_8859_1);
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default -> throw new ValueException("Unknown endianness type: " + order);
    };
  }

  private LoadedStorage storage(Tuple id) throws IOException {
    if (id.size() != 5
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
    LoadedStorage known = storages.get(key);
    if (known != null) {
      return known;
    }
    long bytes = type.bytes(count, source);
    ZipDirectory.Entry entry =
        find("data/" + key)
            .orElseThrow(
                () ->
                    source.damaged(
                        "PytorchStreamReader failed locating file data/"
                            + key
                            + ": file not found"));
    if (entry.size() != bytes) {
      throw source.damaged(
          "the storage "
              + key
              + " has "
              + entry.size()
              + " bytes in the file, and "
              + bytes
              + " in its description");
    }
    Device device = locations.deviceFor(location);
    LoadedStorage storage = new LoadedStorage(load(entry, type.dtype(), device), type.dtype());
    storages.put(key, storage);
    return storage;
  }

  private Tensor load(ZipDirectory.Entry entry, DType dtype, Device device) throws IOException {
    if (device.type().equals("meta")) {
      return empty(entry.size(), device);
    }
    boolean swaps = isBigEndian && dtype.toReal().itemsize() > 1;
    Tensor bytes;
    if (entry.size() == 0) {
      bytes = empty(0, Device.CPU);
    } else if (options.mmap() && entry.method() == ZipDirectory.STORED && !swaps) {
      bytes = map(entry, dtype);
    } else {
      bytes = empty(content.checked(entry).size(), Device.CPU);
      content.read(entry, bytes);
      if (swaps) {
        ByteOrders.swap(bytes, dtype.toReal().itemsize());
      }
    }
    return device.type().equals("cpu") ? bytes : bytes.to(device);
  }

  static Tensor empty(long bytes, Device device) {
    return Aten.empty_memory_format(new long[] {bytes}, DType.UINT8, null, device, null, null);
  }

  private Tensor map(ZipDirectory.Entry entry, DType dtype) throws IOException {
    long offset = directory.dataOffset(entry);
    Tensor part = StorageAccess.slice(mapped(), offset, entry.size());
    // Others than torch.save may not have aligned what is in the file.
    return offset % dtype.toReal().itemsize() == 0 ? part : part.clone();
  }

  private Tensor mapped() {
    Tensor whole = mapped;
    if (whole == null) {
      whole = MappedFile.of(source);
      mapped = whole;
    }
    return whole;
  }
}
