package dev.obor.vision.image;

import dev.obor.TorchException;
import dev.obor.ValueException;

/**
 * Reads binary PGM and PPM files, the formats of Netpbm that begin with {@code P5} and {@code P6}.
 *
 * <p>All functions may be called from any thread.
 */
public final class PortableMap {
  private static final int LONGEST_NUMBER = 10;

  private final byte[] file;
  private int at = 2;

  private PortableMap(byte[] file) {
    this.file = file;
  }

  /** Whether a file begins as such a one does. */
  public static boolean is(byte[] file) {
    return file.length > 2 && file[0] == 'P' && (file[1] == '5' || file[1] == '6');
  }

  /**
   * Reads the pixels.
   *
   * @return of mode L or RGB
   * @throws TorchException if the file is damaged, or has more than 255 levels
   */
  public static Pixels pixels(byte[] file) {
    return new PortableMap(file).read(file[1] == '5' ? Mode.L : Mode.RGB);
  }

  private Pixels read(Mode mode) {
    int width = number("width");
    int height = number("height");
    int levels = number("number of levels");
    if (levels > 255) {
      throw new TorchException(
          "a PGM or PPM file with " + levels + " levels is not read, only with 255 at most");
    }
    PixelLimit.check(width, height);
    int length;
    try {
      length = Pixels.length(width, height, mode.bands());
    } catch (ValueException e) {
      throw new TorchException("a PGM or PPM file declares " + width + " x " + height + " pixels");
    }
    at++;
    if (length > file.length - at) {
      throw new TorchException(
          "image file is truncated\nThe PGM or PPM data have "
              + Math.max(0, file.length - at)
              + " of "
              + length
              + " bytes.");
    }
    byte[] values = new byte[length];
    System.arraycopy(file, at, values, 0, length);
    if (levels < 255) {
      for (int i = 0; i < length; i++) {
        values[i] = (byte) Math.min(255, (int) Math.rint((values[i] & 255) * 255.0 / levels));
      }
    }
    return Pixels.of(mode, width, height, values);
  }

  private int number(String what) {
    skipSpace();
    int from = at;
    long value = 0;
    while (at < file.length && file[at] >= '0' && file[at] <= '9' && at - from < LONGEST_NUMBER) {
      value = 10 * value + file[at] - '0';
      at++;
    }
    boolean ends = at < file.length && isSpace(file[at]);
    if (at == from || !ends || value == 0 || value > Integer.MAX_VALUE) {
      throw new TorchException("a PGM or PPM file has no valid " + what);
    }
    return (int) value;
  }

  private void skipSpace() {
    while (at < file.length && (isSpace(file[at]) || file[at] == '#')) {
      if (file[at] == '#') {
        while (at < file.length && file[at] != '\n' && file[at] != '\r') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
