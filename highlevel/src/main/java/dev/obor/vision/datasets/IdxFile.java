package dev.obor.vision.datasets;

import dev.obor.DType;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file: MNIST's own format, plain or compressed with gzip.
 *
 * <p>The format, all numbers big-endian: two zero bytes, the element type (8 for unsigned bytes, 9
 * signed bytes, 11 int16, 12 int32, 13 float32, 14 float64), the number of dimensions, each
 * dimension as a 32-bit integer, then the elements in row-major order.
 *
 * <pre>{@code
 * IdxFile images = IdxFile.read(Path.of("train-images-idx3-ubyte.gz"));
 * images.shape(); // [60000, 28, 28]
 * }</pre>
 *
 * <p>Nothing in the file is believed before it is checked: memory grows with the bytes that are
 * really there, not with what the header declares.
 */
public final class IdxFile {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final String name;
  private final DType dtype;
  private final int[] shape;
  private final byte[] data;

  private IdxFile(String name, DType dtype, int[] shape, byte[] data) {
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @param file the file; whether it is compressed is seen from its first bytes, not from its name
   * @return the content
   * @throws IOException if the file cannot be read or is not a whole IDX file; the message names
   *     the file and what is wrong with it
   */
  public static IdxFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": permission denied", e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in the stream, which stays open
   * @param name what to call the stream in messages
   * @return the content
   * @throws IOException if the stream cannot be read or is not a whole IDX file; the message begins
   *     with {@code name}
   */
  public static IdxFile read(InputStream in, String name) throws IOException {
    try {
      return readContent(decompressed(in), name);
    } catch (EOFException e) {
      throw new IOException(name + ": damaged, the compressed data ends too early", e);
    } catch (ZipException e) {
      throw new IOException(
          name + ": damaged, the compressed data is wrong (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private static InputStream decompressed(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    return (first << 8 | second) == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static IdxFile readContent(InputStream in, String name) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4) {
      throw new IOException("not an IDX file, it has only " + magic.length + " bytes");
    }
    int dimensions = magic[3] & 0xff;
    if (magic[0] != 0 || magic[1] != 0 || dimensions == 0) {
      throw new IOException(
          String.format(
              "not an IDX file, it begins with %02x %02x %02x %02x",
              magic[0], magic[1], magic[2], magic[3]));
    }
    DType dtype = dtype(magic[2] & 0xff);
    byte[] header = in.readNBytes(4 * dimensions);
    if (header.length < 4 * dimensions) {
      throw new IOException("the file ends inside its header of " + dimensions + " dimensions");
    }
    int[] shape = new int[dimensions];
    ByteBuffer.wrap(header).asIntBuffer().get(shape);
    int length = bytes(shape, dtype.itemsize());
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new IOException(
          "the file ends after "
              + data.length
              + " of the "
              + length
              + " bytes that its header declares");
    }
    if (in.read() != -1) {
      throw new IOException(
          "the file holds more than the " + length + " bytes that its header declares");
    }
    return new IdxFile(name, dtype, shape, data);
  }

  private static DType dtype(int type) throws IOException {
    return switch (type) {
      case 8 -> DType.UINT8;
      case 9 -> DType.INT8;
      case 11 -> DType.INT16;
      case 12 -> DType.INT32;
      case 13 -> DType.FLOAT32;
      case 14 -> DType.FLOAT64;
      default ->
          throw new IOException(
              String.format("holds elements of type 0x%02x, which IDX does not have", type));
    };
  }

  private static int bytes(int[] shape, int itemsize) throws IOException {
    boolean isEmpty = Arrays.stream(shape).anyMatch(size -> size == 0);
    long product = isEmpty ? 0 : itemsize;
    for (int size : shape) {
      if (size < 0) {
        throw new IOException("the header declares a negative size, " + Arrays.toString(shape));
      }
      product *= size;
      if (product > Integer.MAX_VALUE - 8) {
        throw new IOException("the header declares more than 2 GiB, " + Arrays.toString(shape));
      }
    }
    return (int) product;
  }

  /** The sizes of the dimensions, as a new array. */
  public int[] shape() {
    return shape.clone();
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /**
   * The elements in row-major order as unsigned bytes: the array itself, not a copy.
   *
   * @throws IOException if the elements are of another type
   */
  public byte[] unsignedBytes() throws IOException {
    if (dtype != DType.UINT8) {
      throw new IOException(
          name + ": holds elements of type " + dtype + ", expected unsigned bytes");
    }
    return data;
  }

  /**
   * The elements in row-major order, as a new array.
   *
   * @throws IOException if the elements are no whole numbers
   */
  public long[] toLongs() throws IOException {
    long[] numbers = new long[data.length / dtype.itemsize()];
    ByteBuffer buffer = ByteBuffer.wrap(data);
    for (int i = 0; i < numbers.length; i++) {
      if (dtype == DType.UINT8) {
        numbers[i] = buffer.get() & 0xff;
      } else if (dtype == DType.INT8) {
        numbers[i] = buffer.get();
      } else if (dtype == DType.INT16) {
        numbers[i] = buffer.getShort();
      } else if (dtype == DType.INT32) {
        numbers[i] = buffer.getInt();
      } else {
        throw new IOException(
            name + ": holds elements of type " + dtype + ", expected whole numbers");
      }
    }
    return numbers;
  }
}
