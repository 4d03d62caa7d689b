package dev.obor.numpy;

import dev.obor.DType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in front of an array's elements.
 *
 * @param type the elements
 * @param isFortranOrder whether the first index changes fastest
 * @param shape the sizes
 * @param length the bytes of the header itself
 */
record NpyHeader(NpyType type, boolean isFortranOrder, List<Long> shape, long length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 10_000;
  private static final int MOST_DIMENSIONS = 64;
  private static final int ALIGNMENT = 64;
  // numpy leaves room for the first size to grow in place.
  private static final int DIGITS_TO_GROW = 21;

  /**
   * Reads a header from the beginning of a stream.
   *
   * @throws IOException if there is none, or it makes no sense
   */
  static NpyHeader read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] start = new byte[8];
    int got = data.readNBytes(start, 0, 8);
    if (got < 8) {
      throw new EOFException("EOF: reading magic string, expected 8 bytes got " + got);
    }
    if (!Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new IOException(
          "the magic string is not correct: this is no .npy file. It begins with the bytes "
              + Arrays.toString(Arrays.copyOf(start, 6)));
    }
    int version = start[6] & 0xFF;
    if (version < 1 || version > 3 || start[7] != 0) {
      throw new IOException(
          "we only support format version (1,0), (2,0), and (3,0), not ("
              + version
              + ", "
              + (start[7] & 0xFF)
              + ")");
    }
    byte[] size = new byte[version == 1 ? 2 : 4];
    readFully(data, size, "array header length");
    ByteBuffer number = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? number.getShort() & 0xFFFFL : number.getInt() & 0xFFFFFFFFL;
    if (length > LONGEST) {
      throw new IOException(
          "Header info length ("
              + length
              + ") is large and may not be safe to load securely; at most "
              + LONGEST
              + " bytes are read");
    }
    byte[] text = new byte[(int) length];
    readFully(data, text, "array header");
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return parse(new String(text, charset), 8 + size.length + length);
  }

  private static void readFully(DataInputStream in, byte[] to, String what) throws IOException {
    int got = in.readNBytes(to, 0, to.length);
    if (got < to.length) {
      throw new EOFException(
          "EOF: reading " + what + ", expected " + to.length + " bytes got " + got);
    }
  }

  private static NpyHeader parse(String text, long length) throws IOException {
    Map<?, ?> fields;
    try {
      fields = HeaderLiteral.dictionary(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot parse header: " + text.strip() + ", " + e.getMessage(), e);
    }
    Object descr = fields.get("descr");
    if (descr == null || !fields.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
      throw new IOException("Header does not contain the correct keys: " + fields.keySet());
    }
    if (!(fields.get("fortran_order") instanceof Boolean fortranOrder)) {
      throw new IOException("fortran_order is not a valid bool: " + fields.get("fortran_order"));
    }
    if (!(fields.get("shape") instanceof List<?> sizes)
        || sizes.size() > MOST_DIMENSIONS
        || !sizes.stream().allMatch(size -> size instanceof Long value && value >= 0)) {
      throw new IOException("shape is not valid: " + fields.get("shape"));
    }
    List<Long> shape = sizes.stream().map(Long.class::cast).toList();
    NpyHeader header = new NpyHeader(NpyType.of(descr), fortranOrder, shape, length);
    header.dataLength();
    return header;
  }

  /**
   * The bytes that the elements take.
   *
   * @throws IOException if there are more than a file can have
   */
  long dataLength() throws IOException {
    long bytes = type.dtype().itemsize();
    try {
      for (long size : shape) {
        // An empty array's other sizes must make sense too.
        bytes = Math.multiplyExact(bytes, Math.max(size, 1));
      }
    } catch (ArithmeticException e) {
      throw new IOException("array is too big: its shape is " + shape, e);
    }
    return shape.contains(0L) ? 0 : bytes;
  }

  /** The header that numpy writes for an array. */
  static byte[] format(DType dtype, boolean fortranOrder, long[] shape) {
    StringBuilder text = new StringBuilder("{'descr': '").append(NpyType.describe(dtype));
    text.append("', 'fortran_order': ").append(fortranOrder ? "True" : "False");
    text.append(", 'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : " ").append(shape[i]);
      text.append(i < shape.length - 1 || shape.length == 1 ? "," : "");
    }
    text.append("), }");
    if (shape.length > 0) {
      long growing = shape[fortranOrder ? shape.length - 1 : 0];
      text.append(" ".repeat(DIGITS_TO_GROW - Long.toString(growing).length()));
    }
    int before = MAGIC.length + 2 + Short.BYTES;
    int padding = ALIGNMENT - (before + text.length() + 1) % ALIGNMENT;
    text.append(" ".repeat(padding)).append('\n');
    return ByteBuffer.allocate(before + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length())
        .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
