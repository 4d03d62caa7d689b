package dev.obor.tutorials;

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
 * An IDX file of unsigned bytes: MNIST's own format, plain or compressed with gzip.
 *
 * <p>The format, all numbers big-endian: two zero bytes, the element type (8 for unsigned bytes,
 * the only one read here), the number of dimensions, each dimension as a 32-bit integer, then the
 * elements in row-major order.
 *
 * <pre>{@code
 * IdxFile images = IdxFile.read(Path.of("train-images-idx3-ubyte.gz"));
 * images.shape(); // [60000, 28, 28]
 * }</pre>
 *
 * <p>Nothing in the file is believed before it is checked: memory grows with the bytes that are
 * really there, not with what the header declares.
 */
final class IdxFile {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final int[] shape;
  private final byte[] data;

  private IdxFile(int[] shape, byte[] data) {
    this.shape = shape;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @param file the file; whether it is compressed is seen from its first bytes, not from its name
   * @return the content
   * @throws IOException if the file cannot be read or is not a whole IDX file of unsigned bytes;
   *     the message names the file and what is wrong with it
   */
  static IdxFile read(Path file) throws IOException {
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
   * @throws IOException if the stream cannot be read or is not a whole IDX file of unsigned bytes;
   *     the message begins with {@code name}
   */
  static IdxFile read(InputStream in, String name) throws IOException {
    try {
      return readContent(decompressed(in));
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

  private static IdxFile readContent(InputStream in) throws IOException {
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
    if (magic[2] != UNSIGNED_BYTE) {
      throw new IOException(
          String.format("holds elements of type 0x%02x, expected unsigned bytes (0x08)", magic[2]));
    }
    byte[] header = in.readNBytes(4 * dimensions);
    if (header.length < 4 * dimensions) {
      throw new IOException("the file ends inside its header of " + dimensions + " dimensions");
    }
    int[] shape = new int[dimensions];
    ByteBuffer.wrap(header).asIntBuffer().get(shape);
    int length = elements(shape);
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
    return new IdxFile(shape, data);
  }

  private static int elements(int[] shape) throws IOException {
    long product = 1;
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

  /** Returns the sizes of the dimensions, as a new array. */
  int[] shape() {
    return shape.clone();
  }

  /** Returns the elements in row-major order as unsigned bytes: the array itself, not a copy. */
  byte[] data() {
    return data;
  }
}
