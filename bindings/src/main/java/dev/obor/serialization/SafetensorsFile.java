package dev.obor.serialization;

import dev.obor.Aten;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.files.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open safetensors file, of which single tensors can be read: Python's {@code safe_open}.
 *
 * <pre>{@code
 * try (SafetensorsFile file = SafetensorsFile.open(path)) {
 *   Tensor weight = file.getTensor("fc1.weight");
 * }
 * }</pre>
 *
 * <p>The header has been checked when the file is open: the parts of all tensors lie inside of the
 * file, one behind the other. It may be used by several threads; the tensors stay when it is
 * closed.
 */
public final class SafetensorsFile implements AutoCloseable {
  private static final int LENGTH = Long.BYTES;

  /** Where a tensor lies, counted from the end of the header. */
  private record Place(SafetensorsType type, Size shape, long begin, long end) {}

  private final ByteSource source;
  private final Device device;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private Map<String, String> metadata = Map.of();
  private long dataStart;
  private @Nullable Tensor mapped;

  private SafetensorsFile(ByteSource source, LoadOptions options) {
    this.source = source;
    this.device = new Locations(options).deviceFor("cpu");
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read
   * @throws TorchException if it is damaged
   */
  public static SafetensorsFile open(Path file) throws IOException {
    return open(file, o -> {});
  }

  /**
   * Opens a file, whose tensors go where the options say.
   *
   * @throws IOException if it cannot be read
   * @throws TorchException if it is damaged
   */
  public static SafetensorsFile open(Path file, Consumer<LoadOptions> options) throws IOException {
    LoadOptions chosen = LoadOptions.of(options);
    ByteSource source = ByteSource.open(file);
    boolean opened = false;
    try {
      SafetensorsFile result = new SafetensorsFile(source, chosen);
      result.readHeader();
      if (chosen.mmap() && source.size() > 0) {
        result.mapped = MappedFile.of(source).unscoped();
      }
      opened = true;
      return result;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  /** The names of the tensors, in the order of the file: Python's {@code keys()}. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /** The texts that are stored with the tensors: Python's {@code metadata()}. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Reads one tensor: Python's {@code get_tensor(name)}.
   *
   * @return a new tensor, or one over the file's memory if it is mapped
   * @throws IOException if it cannot be read
   * @throws TorchException if the file has no tensor of that name
   */
  public Tensor getTensor(String name) throws IOException {
    Place place = places.get(name);
    if (place == null) {
      throw damaged("File does not contain tensor " + name, null);
    }
    try (Scope scope = Torch.scope()) {
      Tensor bytes = bytes(place);
      long[] shape = place.type().shapeOfTensor(place.shape().toArray());
      Tensor empty =
          Aten.empty_memory_format(
              new long[] {0}, place.type().dtype(), null, bytes.device(), null, null);
      return scope.keep(
          Aten.set__source_Tensor_storage_offset(empty, bytes, 0, shape, rowMajor(shape)));
    }
  }

  Map<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : places.keySet()) {
      tensors.put(name, getTensor(name));
    }
    return tensors;
  }

  private static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape[i]);
    }
    return strides;
  }

  private Tensor bytes(Place place) throws IOException {
    long length = place.end() - place.begin();
    if (length == 0 || device.type().equals("meta")) {
      return ZipCheckpoint.empty(length, device);
    }
    long from = dataStart + place.begin();
    Tensor file = mapped;
    Tensor bytes;
    if (file == null) {
      bytes = ZipCheckpoint.empty(length, Device.CPU);
      long[] position = {from};
      StorageAccess.forEachPart(
          bytes,
          part -> {
            int count = part.remaining();
            source.read(position[0], part);
            position[0] += count;
          });
    } else {
      Tensor part = StorageAccess.slice(file, from, length);
      bytes = from % place.type().dtype().toReal().itemsize() == 0 ? part : part.clone();
    }
    return device.type().equals("cpu") ? bytes : bytes.to(device);
  }

  // ---- the header

  private TorchException damaged(String text, @Nullable Exception cause) {
    TorchException refusal = source.damaged(text);
    if (cause != null) {
      refusal.initCause(cause);
    }
    return refusal;
  }

  private TorchException refused(String text) {
    return damaged("Error while deserializing header: " + text, null);
  }

  private void readHeader() throws IOException {
    if (source.size() < LENGTH) {
      throw refused("header too small");
    }
    long length = ByteBuffer.wrap(source.read(0, LENGTH)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > SafetensorsHeader.LARGEST) {
      throw refused("header too large");
    }
    if (length > source.size() - LENGTH) {
      throw refused("invalid header length");
    }
    dataStart = LENGTH + length;
    Object header;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(source.read(LENGTH, (int) length)))
              .toString();
      header = Json.read(text);
    } catch (CharacterCodingException e) {
      throw damaged("Error while deserializing header: invalid UTF-8 in header", e);
    } catch (TorchException e) {
      throw damaged(
          "Error while deserializing header: invalid JSON in header: " + e.getMessage(), e);
    }
    if (!(header instanceof Map<?, ?> fields)) {
      throw refused("invalid JSON in header: it is no object");
    }
    readFields(fields);
  }

  private void readFields(Map<?, ?> fields) {
    Map<String, Place> found = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          String name = (String) key;
          if (name.equals(SafetensorsHeader.METADATA)) {
            metadata = texts(value);
          } else {
            found.put(name, place(name, value));
          }
        });
    List<String> names = new ArrayList<>(found.keySet());
    names.sort(Comparator.comparing(name -> begin(found, name)));
    long end = 0;
    for (String name : names) {
      Place place = found.get(name);
      if (place == null || place.begin() != end || place.end() < place.begin()) {
        throw refused("invalid offset for tensor `" + name + "`");
      }
      check(name, place);
      end = place.end();
      places.put(name, place);
    }
    if (end != source.size() - dataStart) {
      throw refused("incomplete metadata, file not fully covered");
    }
  }

  private static long begin(Map<String, Place> places, String name) {
    Place place = places.get(name);
    return place == null ? 0 : place.begin();
  }

  private void check(String name, Place place) {
    long elements = 1;
    for (long size : place.shape()) {
      if (size < 0 || (size > 0 && elements > Long.MAX_VALUE / 64 / size)) {
        throw refused("overflow computing buffer size from shape and/or element type");
      }
      elements *= size;
    }
    long units = elements / place.type().packed();
    if (elements % place.type().packed() != 0
        || units * place.type().dtype().itemsize() != place.end() - place.begin()) {
      throw refused("invalid shape, data type, or offset for tensor `" + name + "`");
    }
    Extent.checkSizes(place.shape().toArray());
    place.type().shapeOfTensor(place.shape().toArray());
  }

  private Map<String, String> texts(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw refused("invalid JSON in header: the metadata is no object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach(
        (name, text) -> {
          if (!(text instanceof String string)) {
            throw refused("invalid JSON in header: the metadata " + name + " is no text");
          }
          texts.put((String) name, string);
        });
    return Collections.unmodifiableMap(texts);
  }

  private Place place(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> fields)
        || !(fields.get("dtype") instanceof String dtype)
        || !(fields.get("shape") instanceof List<?> shape)
        || !(fields.get("data_offsets") instanceof List<?> offsets)
        || fields.size() != 3
        || offsets.size() != 2) {
      throw refused(
          "invalid JSON in header: the tensor `"
              + name
              + "` has not exactly dtype, shape and data_offsets");
    }
    SafetensorsType type = SafetensorsType.named(dtype);
    if (type == null) {
      throw refused("the tensor `" + name + "` has the type " + dtype + ", which torch has not");
    }
    return new Place(
        type, Size.of(numbers(name, shape)), numbers(name, offsets)[0], numbers(name, offsets)[1]);
  }

  private long[] numbers(String name, List<?> list) {
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Long number) || number < 0) {
        throw refused(
            "invalid JSON in header: the tensor `" + name + "` has the number " + list.get(i));
      }
      numbers[i] = number;
    }
    return numbers;
  }

  /** Closes the file; closing twice is harmless. */
  @Override
  public void close() throws IOException {
    Tensor file = mapped;
    if (file != null) {
      file.close();
    }
    source.close();
  }
}
