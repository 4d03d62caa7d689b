package dev.obor.vision.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of unsigned bytes that NumPy has saved: Python's {@code numpy.load(file)}.
 *
 * <p>Memory grows with the bytes that are really there, not with what the file declares.
 *
 * @param shape the sizes of its dimensions
 * @param data the elements in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints it
record NpyFile(int[] shape, byte[] data) {
  private static final int LONGEST_HEADER = 1 << 16;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '\\|u1', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), *\\}\\s*");

  static NpyFile read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] head = in.readNBytes(8);
      for (int i = 0; i < MAGIC.length; i++) {
        if (head.length < 8 || head[i] != MAGIC[i]) {
          throw new IOException("no array of NumPy");
        }
      }
      int digits = head[6] == 1 ? 2 : 4;
      byte[] size = in.readNBytes(digits);
      long length = 0;
      for (int i = size.length - 1; i >= 0; i--) {
        length = length << 8 | (size[i] & 0xff);
      }
      if (size.length < digits || length > LONGEST_HEADER) {
        throw new IOException("damaged, its header is missing or too long");
      }
      int[] shape = shape(new String(in.readNBytes((int) length), StandardCharsets.US_ASCII));
      long product = 1;
      for (int dimension : shape) {
        product = Math.min(product * dimension, Integer.MAX_VALUE);
      }
      if (product > Integer.MAX_VALUE - 8) {
        throw new IOException("it declares more than 2 GiB");
      }
      byte[] data = in.readNBytes((int) product);
      if (data.length < product || in.read() >= 0) {
        throw new IOException("damaged, it has not the " + product + " bytes that it declares");
      }
      return new NpyFile(shape, data);
    }
  }

  private static int[] shape(String header) throws IOException {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new IOException("no array of unsigned bytes in row-major order: " + header.strip());
    }
    try {
      return Pattern.compile("[, ]+")
          .splitAsStream(matcher.group(1).strip())
          .filter(word -> !word.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("damaged, it declares the shape " + matcher.group(1), e);
    }
  }
}
