package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * Reads the values of a file of MATLAB 5, compressed or not: Python's {@code scipy.io.loadmat}.
 *
 * <p>Values of a kind that {@link MatValue} does not have are left out. Memory grows with the bytes
 * that are really there, not with what the file declares.
 */
final class MatFile {
  private static final int HEADER = 128;
  private static final int COMPRESSED = 15;
  private static final int MATRIX = 14;

  private MatFile() {}

  /** Reads all values of a file by their names. */
  static Map<String, MatValue> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  static Map<String, MatValue> read(InputStream in, String name) throws IOException {
    try {
      return values(in);
    } catch (EOFException e) {
      throw new IOException(name + ": damaged, it ends too early", e);
    } catch (IOException e) {
      throw new IOException(name + ": damaged, " + e.getMessage(), e);
    }
  }

  /**
   * Reads the value of a file that has a name.
   *
   * @throws TorchException if the file cannot be read, is damaged, or has none of that kind
   */
  static <T extends MatValue> T read(Path file, String name, Class<T> kind) {
    Map<String, MatValue> values;
    try {
      values = read(file);
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
    return get(values, name, kind, file);
  }

  /** A value that must be there and of a kind. */
  static <T extends MatValue> T get(
      Map<String, MatValue> values, String name, Class<T> kind, Path file) {
    MatValue value = values.get(name);
    if (!kind.isInstance(value)) {
      throw DatasetFiles.damaged(
          file, "there are no " + kind.getSimpleName() + " with the name " + name);
    }
    return kind.cast(value);
  }

  private static Map<String, MatValue> values(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER || header[126] != 'I' || header[127] != 'M') {
      throw new IOException("no little-endian file of MATLAB 5");
    }
    Map<String, MatValue> values = new HashMap<>();
    while (true) {
      byte[] tag = in.readNBytes(8);
      if (tag.length == 0) {
        return values;
      }
      if (tag.length < 8) {
        throw new EOFException();
      }
      ByteBuffer numbers = ByteBuffer.wrap(tag).order(ByteOrder.LITTLE_ENDIAN);
      int type = numbers.getInt();
      byte[] content = take(in, numbers.getInt());
      if (type == COMPRESSED) {
        DataInputStream inner =
            new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(content)));
        type = Integer.reverseBytes(inner.readInt());
        content = take(inner, Integer.reverseBytes(inner.readInt()));
      }
      if (type == MATRIX) {
        MatValue.Named value = MatValue.read(content);
        if (value.value() != null) {
          values.put(value.name(), value.value());
        }
      }
    }
  }

  private static byte[] take(InputStream in, int length) throws IOException {
    if (length < 0) {
      throw new IOException("a part has the length " + length);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
