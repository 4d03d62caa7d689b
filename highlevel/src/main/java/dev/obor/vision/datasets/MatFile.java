package dev.obor.vision.datasets;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * Reads the numeric arrays of a file of MATLAB 5, compressed or not: Python's {@code
 * scipy.io.loadmat}.
 *
 * <p>Arrays of another kind are left out. Memory grows with the bytes that are really there, not
 * with what the file declares.
 */
final class MatFile {
  private static final int HEADER = 128;
  private static final int COMPRESSED = 15;
  private static final int MATRIX = 14;
  private static final int MOST_DIMENSIONS = 32;

  private MatFile() {}

  /**
   * An array in column-major order, the first dimension fastest.
   *
   * @param shape the sizes of its dimensions
   * @param type how MATLAB stores a number: 1 to 7 and 9 and so on, see {@link #number}
   * @param data the numbers, little-endian
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
  record Array(int[] shape, int type, byte[] data) {
    /** The number of elements. */
    int size() {
      return data.length / width(type);
    }

    /** An element, as a whole number. */
    long number(int at) {
      ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      return switch (type) {
        case 1 -> bytes.get(at);
        case 2 -> bytes.get(at) & 0xff;
        case 3 -> bytes.getShort(2 * at);
        case 4 -> bytes.getShort(2 * at) & 0xffff;
        case 5 -> bytes.getInt(4 * at);
        case 6 -> bytes.getInt(4 * at) & 0xffff_ffffL;
        case 7 -> (long) bytes.getFloat(4 * at);
        case 9 -> (long) bytes.getDouble(8 * at);
        default -> bytes.getLong(8 * at);
      };
    }
  }

  private static int width(int type) {
    return switch (type) {
      case 1, 2 -> 1;
      case 3, 4 -> 2;
      case 5, 6, 7 -> 4;
      case 9, 12, 13 -> 8;
      default -> 0;
    };
  }

  /** Reads all arrays of a file by their names. */
  static Map<String, Array> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  static Map<String, Array> read(InputStream in, String name) throws IOException {
    try {
      return arrays(in);
    } catch (EOFException e) {
      throw new IOException(name + ": damaged, it ends too early", e);
    } catch (IOException | RuntimeException e) {
      // Numbers that are not there, or sizes whose product is too large.
      throw new IOException(name + ": damaged, " + e.getMessage(), e);
    }
  }

  private static Map<String, Array> arrays(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER || header[126] != 'I' || header[127] != 'M') {
      throw new IOException("no little-endian file of MATLAB 5");
    }
    Map<String, Array> arrays = new HashMap<>();
    while (true) {
      byte[] tag = in.readNBytes(8);
      if (tag.length == 0) {
        return arrays;
      }
      ByteBuffer numbers = ByteBuffer.wrap(tag).order(ByteOrder.LITTLE_ENDIAN);
      int type = numbers.getInt();
      byte[] content = take(in, numbers.getInt());
      if (type == COMPRESSED) {
        InputStream inner = new InflaterInputStream(new ByteArrayInputStream(content));
        Element element = Element.read(inner);
        if (element.type() == MATRIX) {
          matrix(element.data(), arrays);
        }
      } else if (type == MATRIX) {
        matrix(content, arrays);
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

  /** A part of an array. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
  private record Element(int type, byte[] data) {
    static Element read(InputStream in) throws IOException {
      DataInputStream numbers = new DataInputStream(in);
      int first = Integer.reverseBytes(numbers.readInt());
      if (first >>> 16 != 0) { // a small one, whose data is where others have their length
        byte[] data = take(in, 4);
        return new Element(first & 0xffff, Arrays.copyOf(data, Math.min(4, first >>> 16)));
      }
      int length = Integer.reverseBytes(numbers.readInt());
      byte[] data = take(in, length);
      in.skipNBytes(Math.min(in.available(), (8 - length % 8) % 8));
      return new Element(first, data);
    }
  }

  private static void matrix(byte[] content, Map<String, Array> arrays) throws IOException {
    InputStream in = new ByteArrayInputStream(content);
    byte[] flags = Element.read(in).data();
    int kind = flags.length == 0 ? 0 : flags[0] & 0xff;
    if (kind < 6 || kind > 15) {
      return; // cells, structures, texts
    }
    ByteBuffer sizes = ByteBuffer.wrap(Element.read(in).data()).order(ByteOrder.LITTLE_ENDIAN);
    if (sizes.remaining() > 4 * MOST_DIMENSIONS) {
      throw new IOException("an array has too many dimensions");
    }
    int[] shape = new int[sizes.remaining() / 4];
    long product = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.getInt();
      product = Math.multiplyExact(product, shape[i]);
    }
    String name = new String(Element.read(in).data(), StandardCharsets.ISO_8859_1);
    Element numbers = Element.read(in);
    int width = width(numbers.type());
    if (width == 0 || product * width != numbers.data().length) {
      throw new IOException("the array " + name + " has not the numbers that it declares");
    }
    arrays.put(name, new Array(shape, numbers.type(), numbers.data()));
  }
}
