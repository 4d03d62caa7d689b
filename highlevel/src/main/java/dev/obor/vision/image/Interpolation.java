package dev.obor.vision.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Computes bytes between pixels, as Pillow's {@code Image.transform} does. */
final class Interpolation {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Interpolation() {}

  /**
   * Fills what lies within the image of a row, from the two by two pixels around.
   *
   * @param oldX where each new pixel lies, from the left
   * @param oldY the same from above
   * @param start where in {@code to} the row begins
   */
  static void bilinear(Pixels pixels, double[] oldX, double[] oldY, byte[] to, int start) {
    byte[] values = pixels.bytes();
    int width = pixels.width();
    int height = pixels.height();
    int bands = pixels.bands();
    // Two neighbours of three bytes are read at once, as long as eight bytes are there.
    int lastQuick = bands == 3 ? values.length - 8 : -1;
    for (int i = 0, place = start; i < oldX.length; i++, place += bands) {
      double atX = oldX[i];
      double atY = oldY[i];
      if (!(atX >= 0 && atX < width && atY >= 0 && atY < height)) {
        continue;
      }
      atX -= 0.5;
      atY -= 0.5;
      int x = (int) atX;
      int y = (int) atY;
      int below = ((y + 1) * width + x) * 3;
      if (atX >= 0 && atY >= 0 && x + 1 < width && y + 1 < height && below <= lastQuick) {
        double dx = atX - x;
        double dy = atY - y;
        long upper = (long) LONGS.get(values, below - width * 3);
        long lower = (long) LONGS.get(values, below);
        to[place] = between(upper, lower, dx, dy);
        to[place + 1] = between(upper >> 8, lower >> 8, dx, dy);
        to[place + 2] = between(upper >> 16, lower >> 16, dx, dy);
      } else {
        bilinear(pixels, values, atX, atY, to, place);
      }
    }
  }

  /** One channel of two pixels above and two below. */
  private static byte between(long upper, long lower, double dx, double dy) {
    int v00 = (int) upper & 255;
    int v01 = (int) (upper >> 24) & 255;
    int v10 = (int) lower & 255;
    int v11 = (int) (lower >> 24) & 255;
    return between(v00, v01, v10, v11, dx, dy);
  }

  private static byte between(int v00, int v01, int v10, int v11, double dx, double dy) {
    double upper = v00 + (v01 - v00) * dx;
    double lower = v10 + (v11 - v10) * dx;
    return (byte) (int) (upper + (lower - upper) * dy);
  }

  private static void bilinear(
      Pixels pixels, byte[] values, double atX, double atY, byte[] to, int place) {
    int x = (int) Math.floor(atX);
    int y = (int) Math.floor(atY);
    int bands = pixels.bands();
    int row0 = bounded(y, pixels.height()) * pixels.width();
    int row1 = bounded(y + 1, pixels.height()) * pixels.width();
    int left = bounded(x, pixels.width());
    int right = bounded(x + 1, pixels.width());
    for (int b = 0; b < bands; b++) {
      to[place + b] =
          between(
              values[(row0 + left) * bands + b] & 255,
              values[(row0 + right) * bands + b] & 255,
              values[(row1 + left) * bands + b] & 255,
              values[(row1 + right) * bands + b] & 255,
              atX - x,
              atY - y);
    }
  }

  private static int bounded(int value, int size) {
    return value < 0 ? 0 : Math.min(value, size - 1);
  }

  /**
   * Fills what lies within the image of a row, from the four by four pixels around.
   *
   * @param oldX where each new pixel lies, from the left
   * @param oldY the same from above
   * @param start where in {@code to} the row begins
   */
  static void bicubic(Pixels pixels, double[] oldX, double[] oldY, byte[] to, int start) {
    byte[] values = pixels.bytes();
    int width = pixels.width();
    int height = pixels.height();
    int bands = pixels.bands();
    int row = width * bands;
    for (int i = 0, place = start; i < oldX.length; i++, place += bands) {
      double atX = oldX[i];
      double atY = oldY[i];
      if (!(atX >= 0 && atX < width && atY >= 0 && atY < height)) {
        continue;
      }
      atX -= 0.5;
      atY -= 0.5;
      int x = (int) atX;
      int y = (int) atY;
      if (atX >= 1 && atY >= 1 && x + 2 < width && y + 2 < height) {
        double dx = atX - x;
        double dy = atY - y;
        int first = (y - 1) * row + (x - 1) * bands;
        if (bands == 3) {
          bicubic3(values, first, row, dx, dy, to, place);
          continue;
        }
        for (int b = 0; b < bands; b++) {
          double v1 = cubic(values, first + b, bands, dx);
          double v2 = cubic(values, first + row + b, bands, dx);
          double v3 = cubic(values, first + 2 * row + b, bands, dx);
          double v4 = cubic(values, first + 3 * row + b, bands, dx);
          to[place + b] = clipped(cubic(v1, v2, v3, v4, dy));
        }
      } else {
        bicubic(pixels, values, atX, atY, to, place);
      }
    }
  }

  /** Four rows of four pixels of three bytes, each row read as two overlapping numbers. */
  private static void bicubic3(
      byte[] values, int first, int row, double dx, double dy, byte[] to, int place) {
    long left1 = (long) LONGS.get(values, first);
    long right1 = (long) LONGS.get(values, first + 4);
    long left2 = (long) LONGS.get(values, first + row);
    long right2 = (long) LONGS.get(values, first + row + 4);
    long left3 = (long) LONGS.get(values, first + 2 * row);
    long right3 = (long) LONGS.get(values, first + 2 * row + 4);
    long left4 = (long) LONGS.get(values, first + 3 * row);
    long right4 = (long) LONGS.get(values, first + 3 * row + 4);
    for (int shift = 0, p = place; shift < 24; shift += 8, p++) {
      double v1 = cubic(left1 >> shift, right1 >> shift, dx);
      double v2 = cubic(left2 >> shift, right2 >> shift, dx);
      double v3 = cubic(left3 >> shift, right3 >> shift, dx);
      double v4 = cubic(left4 >> shift, right4 >> shift, dx);
      to[p] = clipped(cubic(v1, v2, v3, v4, dy));
    }
  }

  private static double cubic(long left, long right, double d) {
    return cubic(
        (int) left & 255,
        (int) (left >> 24) & 255,
        (int) (right >> 16) & 255,
        (int) (right >> 40) & 255,
        d);
  }

  private static double cubic(byte[] values, int place, int step, double d) {
    return cubic(
        values[place] & 255,
        values[place + step] & 255,
        values[place + 2 * step] & 255,
        values[place + 3 * step] & 255,
        d);
  }

  /** The curve through four neighbours; its coefficients are whole numbers. */
  private static double cubic(int v1, int v2, int v3, int v4, double d) {
    int p3 = 2 * (v1 - v2) + v3 - v4;
    int p4 = v2 - v1 + v4 - v3;
    return v2 + d * ((v3 - v1) + d * (p3 + d * p4));
  }

  private static void bicubic(
      Pixels pixels, byte[] values, double atX, double atY, byte[] to, int place) {
    int x = (int) Math.floor(atX);
    int y = (int) Math.floor(atY);
    double dx = atX - x;
    double dy = atY - y;
    int bands = pixels.bands();
    double[] rows = new double[4];
    for (int b = 0; b < bands; b++) {
      for (int r = 0; r < 4; r++) {
        int row = y - 1 + r;
        // Below the image, the row above counts again; above it, the first row does.
        if (r > 0 && (row < 0 || row >= pixels.height())) {
          rows[r] = rows[r - 1];
        } else {
          int start = bounded(row, pixels.height()) * pixels.width();
          rows[r] =
              cubic(
                  values[(start + bounded(x - 1, pixels.width())) * bands + b] & 255,
                  values[(start + bounded(x, pixels.width())) * bands + b] & 255,
                  values[(start + bounded(x + 1, pixels.width())) * bands + b] & 255,
                  values[(start + bounded(x + 2, pixels.width())) * bands + b] & 255,
                  dx);
        }
      }
      to[place + b] = clipped(cubic(rows[0], rows[1], rows[2], rows[3], dy));
    }
  }

  private static double cubic(double v1, double v2, double v3, double v4, double d) {
    double p2 = -v1 + v3;
    double p3 = 2 * (v1 - v2) + v3 - v4;
    double p4 = -v1 + v2 - v3 + v4;
    return v2 + d * (p2 + d * (p3 + d * p4));
  }

  private static byte clipped(double value) {
    return (byte) Math.max(0, Math.min(255, (int) value));
  }
}
