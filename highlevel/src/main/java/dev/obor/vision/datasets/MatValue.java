package dev.obor.vision.datasets;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a file of MATLAB 5, as its parts are laid out there.
 *
 * <p>Every size is compared with the bytes that are there before anything is made of it.
 */
sealed interface MatValue {
  /** How deep values may lie in one another. */
  int DEEPEST = 16;

  /** How many dimensions an array may have. */
  int MOST_DIMENSIONS = 32;

  /**
   * An array of numbers in column-major order, the first dimension fastest.
   *
   * @param shape the sizes of its dimensions
   * @param type how MATLAB stores a number: 1 to 7 and 9 and so on, see {@link #number}
   * @param data the numbers, little-endian
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
  record Numbers(int[] shape, int type, byte[] data) implements MatValue {
    /** The number of elements. */
    int size() {
      return data.length / width(type);
    }

    /** An element, as a whole number. */
    long number(int at) {
      return type == 7 || type == 9 ? (long) real(at) : whole(at);
    }

    /** An element. */
    double real(int at) {
      ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      return switch (type) {
        case 7 -> bytes.getFloat(4 * at);
        case 9 -> bytes.getDouble(8 * at);
        default -> whole(at);
      };
    }

    private long whole(int at) {
      ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      return switch (type) {
        case 1 -> bytes.get(at);
        case 2 -> bytes.get(at) & 0xff;
        case 3 -> bytes.getShort(2 * at);
        case 4 -> bytes.getShort(2 * at) & 0xffff;
        case 5 -> bytes.getInt(4 * at);
        case 6 -> bytes.getInt(4 * at) & 0xffff_ffffL;
        default -> bytes.getLong(8 * at);
      };
    }
  }

  /** A text. */
  record Text(String text) implements MatValue {}

  /** Values of any kinds, in column-major order. */
  record Cells(List<MatValue> values) implements MatValue {}

  /** Structures of the same fields, in column-major order. */
  record Structures(List<Map<String, MatValue>> values) implements MatValue {}

  /**
   * A matrix of which only some elements are not zero.
   *
   * @param rows the number of rows
   * @param columns the number of columns
   * @param rowOf the row of each of these elements, column by column
   * @param starts where each column begins among them, and behind the last one their number
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
  record Sparse(int rows, int columns, int[] rowOf, int[] starts) implements MatValue {}

  /** A value and its name, or null for what is none of these. */
  record Named(String name, @Nullable MatValue value) {}

  /** The bytes that a number takes, or 0 for what is no number. */
  static int width(int type) {
    return switch (type) {
      case 1, 2 -> 1;
      case 3, 4 -> 2;
      case 5, 6, 7 -> 4;
      case 9, 12, 13 -> 8;
      default -> 0;
    };
  }

  /** Reads a value from its content. */
  static Named read(byte[] content) throws IOException {
    try {
      return new Parser(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)).value(0);
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IOException("an array ends too early, or is too large", e);
    }
  }

  /** Goes through the parts of a value. */
  final class Parser {
    private static final int MATRIX = 14;
    private final ByteBuffer in;

    Parser(ByteBuffer in) {
      this.in = in;
    }

    /** The numbers of a part. */
    private record Part(int type, ByteBuffer data) {
      byte[] bytes() {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
      }

      int[] integers() {
        int[] numbers = new int[data.remaining() / 4];
        data.asIntBuffer().get(numbers);
        return numbers;
      }

      String ascii() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
      }
    }

    private Part part() throws IOException {
      int first = in.getInt();
      if (first >>> 16 != 0) { // a small one, whose data is where others have their length
        ByteBuffer data = slice(4);
        data.limit(Math.min(4, first >>> 16));
        return new Part(first & 0xffff, data);
      }
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IOException("a part has the length " + length);
      }
      ByteBuffer data = slice(length);
      in.position(in.position() + Math.min(in.remaining(), -length & 7));
      return new Part(first, data);
    }

    private ByteBuffer slice(int length) {
      if (length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      ByteBuffer data = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + length);
      return data;
    }

    Named value(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new IOException("values lie in one another more than " + DEEPEST + " deep");
      }
      if (!in.hasRemaining()) {
        return new Named("", new Cells(List.of())); // an empty matrix without its parts
      }
      byte[] flags = part().bytes();
      int kind = flags.length == 0 ? 0 : flags[0] & 0xff;
      int[] shape = part().integers();
      if (shape.length > MOST_DIMENSIONS) {
        throw new IOException("an array has too many dimensions");
      }
      long count = 1;
      for (int size : shape) {
        if (size < 0) {
          throw new IOException("an array has the size " + size);
        }
        count = Math.multiplyExact(count, size);
      }
      String name = part().ascii();
      MatValue value =
          switch (kind) {
            case 1 -> new Cells(values(count, depth));
            case 2 -> structures(count, depth);
            case 4 -> new Text(text(part()));
            case 5 -> sparse(shape);
            default -> kind >= 6 && kind <= 15 ? numbers(shape, count, name) : null;
          };
      return new Named(name, value);
    }

    private Numbers numbers(int[] shape, long count, String name) throws IOException {
      Part part = part();
      int width = width(part.type());
      if (width == 0 || Math.multiplyExact(count, width) != part.data().remaining()) {
        throw new IOException("the array " + name + " has not the numbers that it declares");
      }
      return new Numbers(shape, part.type(), part.bytes());
    }

    private static String text(Part part) {
      boolean isWide = part.type() == 4 || part.type() == 17;
      return new String(part.bytes(), isWide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    private List<MatValue> values(long count, int depth) throws IOException {
      if (count > in.remaining() / 8) { // each has a head at least
        throw new IOException("there are not the " + count + " values that a list declares");
      }
      List<MatValue> values = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        Part part = part();
        Named inner = part.type() == MATRIX ? new Parser(part.data()).value(depth + 1) : null;
        if (inner == null || inner.value() == null) {
          throw new IOException("a list holds something of the kind " + part.type());
        }
        values.add(inner.value());
      }
      return values;
    }

    private Structures structures(long count, int depth) throws IOException {
      int[] declared = part().integers();
      int length = declared.length == 1 ? declared[0] : 0;
      byte[] names = part().bytes();
      if (length <= 0 || names.length % length != 0) {
        throw new IOException("a structure has no valid names");
      }
      int fields = names.length / length;
      List<MatValue> values = values(Math.multiplyExact(count, fields), depth);
      List<Map<String, MatValue>> structures = new ArrayList<>();
      for (int i = 0; i < (fields == 0 ? 0 : count); i++) {
        Map<String, MatValue> structure = new LinkedHashMap<>();
        for (int field = 0; field < fields; field++) {
          byte[] padded = Arrays.copyOfRange(names, field * length, (field + 1) * length);
          String name = new String(padded, StandardCharsets.ISO_8859_1);
          int end = name.indexOf(0);
          structure.put(end < 0 ? name : name.substring(0, end), values.get(i * fields + field));
        }
        structures.add(structure);
      }
      return new Structures(structures);
    }

    private Sparse sparse(int[] shape) throws IOException {
      int[] rowOf = part().integers();
      int[] starts = part().integers();
      boolean isWhole = shape.length == 2 && starts.length == shape[1] + 1L && starts[0] == 0;
      for (int column = 1; isWhole && column < starts.length; column++) {
        isWhole = starts[column] >= starts[column - 1] && starts[column] <= rowOf.length;
      }
      for (int i = 0; isWhole && i < starts[starts.length - 1]; i++) {
        isWhole = rowOf[i] >= 0 && rowOf[i] < shape[0];
      }
      if (!isWhole) {
        throw new IOException("a sparse matrix has places outside of it");
      }
      return new Sparse(shape[0], shape[1], rowOf, starts);
    }
  }
}
