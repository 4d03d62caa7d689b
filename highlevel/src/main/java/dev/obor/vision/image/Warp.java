package dev.obor.vision.image;

import dev.obor.ValueException;
import dev.obor.vision.image.Pixels.Rows;
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

  /** Where in the old image the points of a row of the new one lie. */
  private interface Map {
    /**
     * Finds the places.
     *
     * @param x the points' distances from the left
     * @param y their distance from above
     * @param oldX takes the places' distances from the left
     * @param oldY takes those from above
     */
    void find(double[] x, double y, double[] oldX, double[] oldY);
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
    if (isNearest(pixels, filter)) {
      if (m[1] == 0 && m[3] == 0) {
        return pixels.gather(width, height, scaled(pixels, width, height, m), fill);
      }
      if (isSmall(m, width, height)) {
        return pixels.gather(width, height, fixed(pixels, width, m), fill);
      }
    }
    Map map =
        (x, y, oldX, oldY) -> {
          for (int i = 0; i < oldX.length; i++) {
            oldX[i] = m[0] * x[i] + m[1] * y + m[2];
            oldY[i] = m[3] * x[i] + m[4] * y + m[5];
          }
        };
    return mapped(pixels, width, height, map, filter, fill);
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
        (x, y, oldX, oldY) -> {
          for (int i = 0; i < oldX.length; i++) {
            double divisor = c[6] * x[i] + c[7] * y + 1;
            oldX[i] = (c[0] * x[i] + c[1] * y + c[2]) / divisor;
            oldY[i] = (c[3] * x[i] + c[4] * y + c[5]) / divisor;
          }
        };
    return mapped(pixels, pixels.width(), pixels.height(), map, filter, fill);
  }

  private static Pixels mapped(
      Pixels pixels, int width, int height, Map map, Filter filter, double[] fill) {
    if (!isNearest(pixels, filter)) {
      return interpolated(pixels, width, height, map, filter, fill);
    }
    double[] centers = centers(width);
    double[] oldX = new double[width];
    double[] oldY = new double[width];
    return pixels.gather(
        width,
        height,
        (y, source) -> {
          map.find(centers, y + 0.5, oldX, oldY);
          for (int i = 0; i < source.length; i++) {
            boolean inside =
                oldX[i] >= 0
                    && oldX[i] < pixels.width()
                    && oldY[i] >= 0
                    && oldY[i] < pixels.height();
            source[i] = inside ? ((int) oldY[i]) * pixels.width() + (int) oldX[i] : -1;
          }
        },
        fill);
  }

  /** Where the middles of the pixels of a row are. */
  private static double[] centers(int width) {
    double[] centers = new double[width];
    Arrays.setAll(centers, i -> i + 0.5);
    return centers;
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
  private static Rows scaled(Pixels pixels, int width, int height, double[] m) {
    int[] columns = steps(m[2] + m[0] * 0.5, m[0], width, pixels.width());
    int[] rows = steps(m[5] + m[4] * 0.5, m[4], height, pixels.height());
    boolean isWhole = Arrays.stream(columns).allMatch(column -> column >= 0);
    return (y, source) -> {
      if (rows[y] < 0) {
        Arrays.fill(source, -1);
      } else if (isWhole) {
        add(columns, rows[y] * pixels.width(), source);
      } else {
        for (int i = 0; i < source.length; i++) {
          source[i] = columns[i] < 0 ? -1 : rows[y] * pixels.width() + columns[i];
        }
      }
    };
  }

  private static void add(int[] columns, int row, int[] source) {
    for (int i = 0; i < source.length; i++) {
      source[i] = row + columns[i];
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

  private static boolean isSmall(double[] m, int width, int height) {
    for (int[] corner : new int[][] {{0, 0}, {width, height}, {0, height}, {width, 0}}) {
      if (Math.abs(m[0] * corner[0] + m[1] * corner[1] + m[2]) >= 32768
          || Math.abs(m[3] * corner[0] + m[4] * corner[1] + m[5]) >= 32768) {
        return false;
      }
    }
    return true;
  }

  /** The nearest pixel in numbers of 16 binary places, as Pillow counts. */
  private static Rows fixed(Pixels pixels, int width, double[] m) {
    int xByX = fixed(m[0]);
    int xByY = fixed(m[1]);
    int yByX = fixed(m[3]);
    int yByY = fixed(m[4]);
    int startX = fixed(m[2] + m[0] * 0.5 + m[1] * 0.5);
    int startY = fixed(m[5] + m[3] * 0.5 + m[4] * 0.5);
    int[] stepsX = new int[width];
    int[] stepsY = new int[width];
    for (int i = 0; i < width; i++) {
      stepsX[i] = i * xByX;
      stepsY[i] = i * yByX;
    }
    return (y, source) -> {
      int oldX = startX + y * xByY;
      int oldY = startY + y * yByY;
      // The points of a row that lie within are neighbours.
      long[] inside = {0, width};
      within(oldX, xByX, pixels.width(), inside);
      within(oldY, yByX, pixels.height(), inside);
      int begin = (int) Math.min(inside[0], width);
      int end = (int) Math.max(begin, inside[1]);
      Arrays.fill(source, 0, begin, -1);
      places(stepsX, oldX, stepsY, oldY, pixels.width(), source, begin, end);
      Arrays.fill(source, end, width, -1);
    };
  }

  private static void places(
      int[] stepsX, int x, int[] stepsY, int y, int width, int[] source, int begin, int end) {
    for (int i = begin; i < end; i++) {
      source[i] = ((y + stepsY[i]) >> 16) * width + ((x + stepsX[i]) >> 16);
    }
  }

  /** Narrows a range to the i for which {@code start + i * step} lies within an image's size. */
  private static void within(long start, long step, int size, long[] range) {
    long limit = Math.min((long) size << 16, 1L << 31);
    if (step == 0) {
      range[1] = start >= 0 && start < limit ? range[1] : 0;
    } else if (step > 0) {
      range[0] = Math.max(range[0], reached(start, step, 0));
      range[1] = Math.min(range[1], reached(start, step, limit));
    } else {
      range[0] = Math.max(range[0], reached(-start, -step, 1 - limit));
      range[1] = Math.min(range[1], reached(-start, -step, 1));
    }
  }

  /** The least i for which {@code start + i * step} is at least a bound. */
  private static long reached(long start, long step, long bound) {
    return -Math.floorDiv(start - bound, step);
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * 65536.0 + 0.5);
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
    byte[] to = result.bytes();
    int bands = pixels.bands();
    double[] centers = centers(width);
    double[] oldX = new double[width];
    double[] oldY = new double[width];
    for (int y = 0; y < height; y++) {
      map.find(centers, y + 0.5, oldX, oldY);
      if (filter == Filter.BILINEAR) {
        Interpolation.bilinear(from, oldX, oldY, to, y * width * bands);
      } else {
        Interpolation.bicubic(from, oldX, oldY, to, y * width * bands);
      }
    }
    return alpha ? Alpha.divided(result) : result;
  }
}
