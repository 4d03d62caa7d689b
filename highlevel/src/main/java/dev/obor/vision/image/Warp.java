package dev.obor.vision.image;

import dev.obor.ValueException;
import dev.obor.vision.image.Resampling.Filter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Takes each new pixel from where a map says: Pillow's {@code Image.transform} and {@code
 * Image.rotate}.
 */
public final class Warp {
  private Warp() {}

  /** Where in the old image a point of the new one lies. */
  private interface Map {
    double x(double x, double y);

    double y(double x, double y);
  }

  /**
   * Applies an affine map.
   *
   * @param m the map from new to old places: {@code (m0 x + m1 y + m2, m3 x + m4 y + m5)}
   * @param fill the colour of what comes from outside
   * @throws ValueException if the filter is none of nearest, bilinear and bicubic
   */
  public static Pixels affine(
      Pixels pixels, int width, int height, double[] m, Filter filter, double[] fill) {
    Map map =
        new Map() {
          @Override
          public double x(double x, double y) {
            return m[0] * x + m[1] * y + m[2];
          }

          @Override
          public double y(double x, double y) {
            return m[3] * x + m[4] * y + m[5];
          }
        };
    if (!isNearest(pixels, filter)) {
      return interpolated(pixels, width, height, map, filter, fill);
    }
    int[] source = new int[Pixels.length(width, height, 1)];
    if (m[1] == 0 && m[3] == 0) {
      scaled(pixels, width, height, m, source);
    } else if (isSmall(map, width, height)) {
      fixed(pixels, width, height, m, source);
    } else {
      places(pixels, width, height, map, source);
    }
    return pixels.gather(width, height, source, fill);
  }

  /**
   * Applies a perspective map.
   *
   * @param c the map from new to old places: {@code (c0 x + c1 y + c2) / (c6 x + c7 y + 1)}, and so
   *     on
   * @param fill the colour of what comes from outside
   * @throws ValueException if the filter is none of nearest, bilinear and bicubic
   */
  public static Pixels perspective(Pixels pixels, double[] c, Filter filter, double[] fill) {
    Map map =
        new Map() {
          @Override
          public double x(double x, double y) {
            return (c[0] * x + c[1] * y + c[2]) / (c[6] * x + c[7] * y + 1);
          }

          @Override
          public double y(double x, double y) {
            return (c[3] * x + c[4] * y + c[5]) / (c[6] * x + c[7] * y + 1);
          }
        };
    int width = pixels.width();
    int height = pixels.height();
    if (!isNearest(pixels, filter)) {
      return interpolated(pixels, width, height, map, filter, fill);
    }
    int[] source = new int[Pixels.length(width, height, 1)];
    places(pixels, width, height, map, source);
    return pixels.gather(width, height, source, fill);
  }

  /**
   * Turns an image against the clock: Pillow's {@code Image.rotate}.
   *
   * @param angle in degrees
   * @param expand whether the new image is as large as it must be to hold all of the old one
   * @param center the point that stays, or none for the middle
   * @param fill the colour of what comes from outside
   */
  public static Pixels rotate(
      Pixels pixels, double angle, Filter filter, boolean expand, double[] center, double[] fill) {
    int width = pixels.width();
    int height = pixels.height();
    double turn = angle % 360;
    if (turn < 0) {
      turn += 360;
    }
    if (center.length == 0) {
      if (turn == 0) {
        return pixels;
      }
      if (turn == 180) {
        return pixels.rotate180();
      }
      if ((turn == 90 || turn == 270) && (expand || width == height)) {
        return turn == 90 ? pixels.rotate90() : pixels.rotate270();
      }
    }
    double[] middle = center.length == 0 ? new double[] {width / 2.0, height / 2.0} : center;
    double radians = -(turn * (Math.PI / 180));
    double cos = rounded(Math.cos(radians));
    double sin = rounded(Math.sin(radians));
    double[] m = {cos, sin, 0, rounded(-Math.sin(radians)), cos, 0};
    shift(m, -middle[0], -middle[1]);
    m[2] += middle[0];
    m[5] += middle[1];
    if (expand) {
      double[] xs = new double[4];
      double[] ys = new double[4];
      double[][] corners = {{0, 0}, {width, 0}, {width, height}, {0, height}};
      for (int i = 0; i < 4; i++) {
        xs[i] = m[0] * corners[i][0] + m[1] * corners[i][1] + m[2];
        ys[i] = m[3] * corners[i][0] + m[4] * corners[i][1] + m[5];
      }
      int newWidth = extent(xs);
      int newHeight = extent(ys);
      shift(m, -(newWidth - width) / 2.0, -(newHeight - height) / 2.0);
      width = newWidth;
      height = newHeight;
    }
    return affine(pixels, width, height, m, filter, fill);
  }

  private static int extent(double[] values) {
    return (int)
        (Math.ceil(Arrays.stream(values).max().orElse(0))
            - Math.floor(Arrays.stream(values).min().orElse(0)));
  }

  private static void shift(double[] m, double x, double y) {
    double newX = m[0] * x + m[1] * y + m[2];
    m[5] = m[3] * x + m[4] * y + m[5];
    m[2] = newX;
  }

  private static double rounded(double value) {
    return new BigDecimal(value).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static boolean isNearest(Pixels pixels, Filter filter) {
    if (pixels.mode() == Mode.BILEVEL || pixels.mode() == Mode.P) {
      return true;
    }
    if (filter != Filter.NEAREST && filter != Filter.BILINEAR && filter != Filter.BICUBIC) {
      int number = filter == Filter.BOX ? 4 : filter == Filter.HAMMING ? 5 : 1;
      throw new ValueException(
          "Image.Resampling."
              + filter
              + " ("
              + number
              + ") cannot be used. Use Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2)"
              + " or Image.Resampling.BICUBIC (3)");
    }
    return filter == Filter.NEAREST;
  }

  /** The nearest pixel of a map that only scales and shifts: one column and row after another. */
  private static void scaled(Pixels pixels, int width, int height, double[] m, int[] source) {
    int[] columns = steps(m[2] + m[0] * 0.5, m[0], width, pixels.width());
    int[] rows = steps(m[5] + m[4] * 0.5, m[4], height, pixels.height());
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        source[i] = rows[y] < 0 || columns[x] < 0 ? -1 : rows[y] * pixels.width() + columns[x];
      }
    }
  }

  private static int[] steps(double start, double step, int count, int bound) {
    int[] result = new int[count];
    double place = start;
    for (int i = 0; i < count; i++) {
      result[i] = place >= 0 && place < bound ? (int) place : -1;
      place += step;
    }
    return result;
  }

  private static boolean isSmall(Map map, int width, int height) {
    for (int[] corner : new int[][] {{0, 0}, {width, height}, {0, height}, {width, 0}}) {
      if (Math.abs(map.x(corner[0], corner[1])) >= 32768
          || Math.abs(map.y(corner[0], corner[1])) >= 32768) {
        return false;
      }
    }
    return true;
  }

  /** The nearest pixel in numbers of 16 binary places, as Pillow counts. */
  private static void fixed(Pixels pixels, int width, int height, double[] m, int[] source) {
    int xByX = fixed(m[0]);
    int xByY = fixed(m[1]);
    int yByX = fixed(m[3]);
    int yByY = fixed(m[4]);
    int startX = fixed(m[2] + m[0] * 0.5 + m[1] * 0.5);
    int startY = fixed(m[5] + m[3] * 0.5 + m[4] * 0.5);
    for (int y = 0, i = 0; y < height; y++) {
      int oldX = startX;
      int oldY = startY;
      for (int x = 0; x < width; x++, i++) {
        int column = oldX >> 16;
        int row = oldY >> 16;
        boolean inside =
            column >= 0 && column < pixels.width() && row >= 0 && row < pixels.height();
        source[i] = inside ? row * pixels.width() + column : -1;
        oldX += xByX;
        oldY += yByX;
      }
      startX += xByY;
      startY += yByY;
    }
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * 65536.0 + 0.5);
  }

  private static void places(Pixels pixels, int width, int height, Map map, int[] source) {
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        double oldX = map.x(x + 0.5, y + 0.5);
        double oldY = map.y(x + 0.5, y + 0.5);
        boolean inside = oldX >= 0 && oldX < pixels.width() && oldY >= 0 && oldY < pixels.height();
        source[i] = inside ? ((int) oldY) * pixels.width() + (int) oldX : -1;
      }
    }
  }

  private static Pixels interpolated(
      Pixels pixels, int width, int height, Map map, Filter filter, double[] fill) {
    if (!pixels.mode().isByte()) {
      throw new ValueException(
          "an image of mode "
              + pixels.mode()
              + " is warped with the nearest pixel only\nUse InterpolationMode.NEAREST.");
    }
    boolean alpha = pixels.mode().hasAlpha();
    Pixels from = alpha ? Alpha.multiplied(pixels) : pixels;
    Pixels result = pixels.filled(width, height, fill);
    byte[] values = from.bytes();
    byte[] to = result.bytes();
    int bands = pixels.bands();
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i += bands) {
        double oldX = map.x(x + 0.5, y + 0.5);
        double oldY = map.y(x + 0.5, y + 0.5);
        if (oldX >= 0 && oldX < pixels.width() && oldY >= 0 && oldY < pixels.height()) {
          if (filter == Filter.BILINEAR) {
            bilinear(from, values, oldX - 0.5, oldY - 0.5, to, i);
          } else {
            bicubic(from, values, oldX - 0.5, oldY - 0.5, to, i);
          }
        }
      }
    }
    return alpha ? Alpha.divided(result) : result;
  }

  private static int bounded(int value, int size) {
    return value < 0 ? 0 : Math.min(value, size - 1);
  }

  private static void bilinear(
      Pixels pixels, byte[] values, double atX, double atY, byte[] to, int place) {
    int x = (int) Math.floor(atX);
    int y = (int) Math.floor(atY);
    double dx = atX - x;
    double dy = atY - y;
    int bands = pixels.bands();
    int row0 = bounded(y, pixels.height()) * pixels.width();
    int row1 = bounded(y + 1, pixels.height()) * pixels.width();
    int left = bounded(x, pixels.width());
    int right = bounded(x + 1, pixels.width());
    for (int b = 0; b < bands; b++) {
      int v00 = values[(row0 + left) * bands + b] & 255;
      int v01 = values[(row0 + right) * bands + b] & 255;
      int v10 = values[(row1 + left) * bands + b] & 255;
      int v11 = values[(row1 + right) * bands + b] & 255;
      double upper = v00 + (v01 - v00) * dx;
      double lower = v10 + (v11 - v10) * dx;
      to[place + b] = (byte) (int) (upper + (lower - upper) * dy);
    }
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
      double value = cubic(rows[0], rows[1], rows[2], rows[3], dy);
      to[place + b] = (byte) (int) Math.max(0, Math.min(255, value));
    }
  }

  private static double cubic(double v1, double v2, double v3, double v4, double d) {
    double p2 = -v1 + v3;
    double p3 = 2 * (v1 - v2) + v3 - v4;
    double p4 = -v1 + v2 - v3 + v4;
    return v2 + d * (p2 + d * (p3 + d * p4));
  }
}
