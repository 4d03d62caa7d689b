package dev.obor.vision.image;

import dev.obor.ValueException;
import java.awt.Rectangle;
import java.util.Arrays;

/**
 * Changes the size of images with a filter that reaches as far as the scale asks for: Pillow's
 * {@code Image.resize}.
 *
 * <p>Rows are convolved first, then columns; bytes with weights of 22 binary places, as Pillow has
 * them, so that its results are met exactly.
 */
public final class Resampling {
  private static final int BITS = Taps.BITS;
  private static final int HALF = 1 << (BITS - 1);

  private Resampling() {}

  /** What weighs the pixels. */
  public enum Filter {
    /** The nearest pixel. */
    NEAREST(0),
    /** The pixels under the new one, alike. */
    BOX(0.5),
    /** A triangle. */
    BILINEAR(1),
    /** A Hamming window. */
    HAMMING(1),
    /** A cubic curve, with a = -0.5. */
    BICUBIC(2),
    /** A windowed sinc of three lobes. */
    LANCZOS(3);

    final double support;

    Filter(double support) {
      this.support = support;
    }

    double weight(double x) {
      return switch (this) {
        case NEAREST, BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
        case BILINEAR -> Math.max(0, 1 - Math.abs(x));
        case HAMMING -> hamming(Math.abs(x));
        case BICUBIC -> cubic(Math.abs(x));
        case LANCZOS -> -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
      };
    }

    private static double hamming(double x) {
      if (x == 0) {
        return 1;
      }
      if (x >= 1) {
        return 0;
      }
      double angle = x * Math.PI;
      return Math.sin(angle) / angle * (0.54 + 0.46 * Math.cos(angle));
    }

    private static double cubic(double x) {
      double a = -0.5;
      if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double sinc(double x) {
      if (x == 0) {
        return 1;
      }
      double angle = x * Math.PI;
      return Math.sin(angle) / angle;
    }
  }

  /**
   * Changes the size.
   *
   * <p>As in Pillow, images of mode 1 and P take the nearest pixel whatever the filter is, and
   * colours count as much as they are opaque.
   *
   * @throws ValueException if a size is not positive
   */
  public static Pixels resize(Pixels pixels, int width, int height, Filter filter) {
    if (width <= 0 || height <= 0) {
      throw new ValueException("height and width must be > 0");
    }
    if (width == pixels.width() && height == pixels.height()) {
      return pixels;
    }
    Mode mode = pixels.mode();
    if (filter == Filter.NEAREST || mode == Mode.BILEVEL || mode == Mode.P) {
      return nearest(pixels, width, height);
    }
    if (mode.hasAlpha()) {
      return Alpha.divided(convolved(Alpha.multiplied(pixels), width, height, filter));
    }
    return mode.isByte()
        ? convolved(pixels, width, height, filter)
        : wide(pixels, width, height, filter);
  }

  /**
   * Cuts out a part and changes its size: {@link Pixels#crop} and {@link #resize}, as far as
   * possible without the image in between.
   *
   * @param part which columns and rows
   * @throws ValueException if a size is not positive
   */
  public static Pixels resizedCrop(
      Pixels pixels, Rectangle part, int width, int height, Filter filter) {
    Mode mode = pixels.mode();
    boolean isInside = new Rectangle(pixels.width(), pixels.height()).contains(part);
    boolean isConvolved =
        mode.isByte()
            && !mode.hasAlpha()
            && mode != Mode.BILEVEL
            && mode != Mode.P
            && filter != Filter.NEAREST;
    if (!isInside
        || !isConvolved
        || width <= 0
        || height <= 0
        || width == part.width
        || isVerticalFirst(part.width, part.height, width, height)) {
      return resize(pixels.crop(part.x, part.y, part.width, part.height), width, height, filter);
    }
    int bands = pixels.bands();
    Taps taps = Taps.of(part.width, width, filter).behind(part.x);
    byte[] values = rows(pixels.bytes(), pixels.width(), part.y, part.height, bands, taps);
    values = columns(values, width * bands, part.height, height, filter);
    return pixels.with(mode, width, height, values);
  }

  private static Pixels nearest(Pixels pixels, int width, int height) {
    double[] matrix = {
      (double) pixels.width() / width, 0, 0, 0, (double) pixels.height() / height, 0
    };
    return Warp.affine(pixels, width, height, matrix, Filter.NEAREST, new double[pixels.bands()]);
  }

  private static Pixels convolved(Pixels pixels, int width, int height, Filter filter) {
    int bands = pixels.bands();
    byte[] values = pixels.bytes();
    if (isVerticalFirst(pixels.width(), pixels.height(), width, height)) {
      values = columns(values, pixels.width() * bands, pixels.height(), height, filter);
      values = rows(values, pixels.width(), height, width, bands, filter);
    } else {
      values = rows(values, pixels.width(), pixels.height(), width, bands, filter);
      values = columns(values, width * bands, pixels.height(), height, filter);
    }
    return pixels.with(pixels.mode(), width, height, values);
  }

  /** Pillow takes the columns first where that leaves clearly less to do for the rows. */
  private static boolean isVerticalFirst(int width, int height, int newWidth, int newHeight) {
    int lower = height - newHeight;
    return lower > 0 && lower > 2 * (width - newWidth);
  }

  private static byte[] rows(
      byte[] values, int width, int height, int newWidth, int bands, Filter filter) {
    return newWidth == width
        ? values
        : rows(values, width, 0, height, bands, Taps.of(width, newWidth, filter));
  }

  private static byte[] rows(byte[] values, int width, int top, int height, int bands, Taps taps) {
    int newWidth = taps.length();
    int[] weights = taps.fixed();
    byte[] result = new byte[Pixels.length(newWidth, height, bands)];
    ImageEngine engine = Engines.engine();
    if (engine != null) {
      engine.convolveRows(values, width, top, height, bands, result, taps);
      return result;
    }
    for (int y = 0; y < height; y++) {
      int from = (top + y) * width * bands;
      int to = y * newWidth * bands;
      switch (bands) {
        case 1 -> row1(values, from, result, to, taps, weights);
        case 3 -> row3(values, from, result, to, taps, weights);
        default -> row(values, from, result, to, taps, weights, bands);
      }
    }
    return result;
  }

  private static byte clipped(int sum) {
    int value = sum >> BITS;
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  private static void row1(byte[] from, int start, byte[] to, int place, Taps taps, int[] weights) {
    int[] first = taps.first();
    int[] count = taps.count();
    for (int i = 0; i < first.length; i++) {
      int p = start + first[i];
      int sum = HALF;
      int w = i * taps.most();
      for (int end = w + count[i]; w < end; w++) {
        sum += (from[p++] & 255) * weights[w];
      }
      to[place + i] = clipped(sum);
    }
  }

  private static void row3(byte[] from, int start, byte[] to, int place, Taps taps, int[] weights) {
    int[] first = taps.first();
    int[] count = taps.count();
    for (int i = 0, t = place; i < first.length; i++, t += 3) {
      int p = start + first[i] * 3;
      int sum0 = HALF;
      int sum1 = HALF;
      int sum2 = HALF;
      int w = i * taps.most();
      for (int end = w + count[i]; w < end; w++, p += 3) {
        int weight = weights[w];
        sum0 += (from[p] & 255) * weight;
        sum1 += (from[p + 1] & 255) * weight;
        sum2 += (from[p + 2] & 255) * weight;
      }
      to[t] = clipped(sum0);
      to[t + 1] = clipped(sum1);
      to[t + 2] = clipped(sum2);
    }
  }

  private static void row(
      byte[] from, int start, byte[] to, int place, Taps taps, int[] weights, int bands) {
    for (int i = 0; i < taps.length(); i++) {
      for (int b = 0; b < bands; b++) {
        int p = start + taps.first()[i] * bands + b;
        int sum = HALF;
        int w = i * taps.most();
        for (int end = w + taps.count()[i]; w < end; w++, p += bands) {
          sum += (from[p] & 255) * weights[w];
        }
        to[place + i * bands + b] = clipped(sum);
      }
    }
  }

  private static byte[] columns(byte[] values, int row, int height, int newHeight, Filter filter) {
    if (newHeight == height) {
      return values;
    }
    Taps taps = Taps.of(height, newHeight, filter);
    int[] weights = taps.fixed();
    byte[] result = new byte[Pixels.length(row, newHeight, 1)];
    ImageEngine engine = Engines.engine();
    if (engine != null) {
      engine.convolveColumns(values, row, height, result, taps);
      return result;
    }
    int[] sums = new int[row];
    for (int y = 0; y < newHeight; y++) {
      int count = taps.count()[y];
      int from = taps.first()[y] * row;
      int w = y * taps.most();
      int to = y * row;
      if (count == 2) {
        column2(values, from, weights, w, result, to, row);
      } else if (count == 3) {
        column3(values, from, weights, w, result, to, row);
      } else {
        Arrays.fill(sums, HALF);
        for (int k = 0; k < count; k++) {
          addRow(sums, values, from + k * row, weights[w + k]);
        }
        for (int x = 0; x < row; x++) {
          result[to + x] = clipped(sums[x]);
        }
      }
    }
    return result;
  }

  // Most new rows are made of two or three: for these the sums need not be stored in between.

  private static void column2(
      byte[] from, int start, int[] weights, int w, byte[] to, int place, int row) {
    int weight0 = weights[w];
    int weight1 = weights[w + 1];
    for (int x = 0; x < row; x++) {
      int p = start + x;
      to[place + x] = clipped(HALF + (from[p] & 255) * weight0 + (from[p + row] & 255) * weight1);
    }
  }

  private static void column3(
      byte[] from, int start, int[] weights, int w, byte[] to, int place, int row) {
    int weight0 = weights[w];
    int weight1 = weights[w + 1];
    int weight2 = weights[w + 2];
    for (int x = 0; x < row; x++) {
      int p = start + x;
      int sum = HALF + (from[p] & 255) * weight0 + (from[p + row] & 255) * weight1;
      to[place + x] = clipped(sum + (from[p + 2 * row] & 255) * weight2);
    }
  }

  private static void addRow(int[] sums, byte[] values, int start, int weight) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (values[start + x] & 255) * weight;
    }
  }

  private static Pixels wide(Pixels pixels, int width, int height, Filter filter) {
    Mode mode = pixels.mode();
    double[] values = doubles(pixels);
    if (isVerticalFirst(pixels.width(), pixels.height(), width, height)) {
      values = wideColumns(values, pixels.width(), pixels.height(), height, filter, mode);
      values = wideRows(values, pixels.width(), height, width, filter, mode);
    } else {
      values = wideRows(values, pixels.width(), pixels.height(), width, filter, mode);
      values = wideColumns(values, width, pixels.height(), height, filter, mode);
    }
    return pixels.with(mode, width, height, narrowed(values, mode));
  }

  private static double[] wideRows(
      double[] values, int width, int height, int newWidth, Filter filter, Mode mode) {
    if (newWidth == width) {
      return values;
    }
    Taps taps = Taps.of(width, newWidth, filter);
    double[] result = new double[Pixels.length(newWidth, height, 1)];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < newWidth; i++) {
        double sum = 0;
        for (int k = 0; k < taps.count()[i]; k++) {
          sum += values[y * width + taps.first()[i] + k] * taps.weights()[i * taps.most() + k];
        }
        result[y * newWidth + i] = stored(sum, mode);
      }
    }
    return result;
  }

  private static double[] wideColumns(
      double[] values, int width, int height, int newHeight, Filter filter, Mode mode) {
    if (newHeight == height) {
      return values;
    }
    Taps taps = Taps.of(height, newHeight, filter);
    double[] result = new double[Pixels.length(width, newHeight, 1)];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int k = 0; k < taps.count()[y]; k++) {
          sum += values[(taps.first()[y] + k) * width + x] * taps.weights()[y * taps.most() + k];
        }
        result[y * width + x] = stored(sum, mode);
      }
    }
    return result;
  }

  /** What is left of a number when it is stored in an image. */
  private static double stored(double value, Mode mode) {
    return switch (mode) {
      case F -> (float) value;
      case I16 -> Math.max(0, Math.min(65535, (int) (value < 0 ? value - 0.5 : value + 0.5)));
      default -> (int) (value < 0 ? value - 0.5 : value + 0.5);
    };
  }

  private static double[] doubles(Pixels pixels) {
    double[] result = new double[pixels.width() * pixels.height()];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          switch (pixels.mode()) {
            case I16 -> ((short[]) pixels.values())[i] & 0xffff;
            case I -> ((int[]) pixels.values())[i];
            default -> ((float[]) pixels.values())[i];
          };
    }
    return result;
  }

  private static Object narrowed(double[] values, Mode mode) {
    switch (mode) {
      case I16 -> {
        short[] shorts = new short[values.length];
        for (int i = 0; i < shorts.length; i++) {
          shorts[i] = (short) (int) values[i];
        }
        return shorts;
      }
      case I -> {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = (int) values[i];
        }
        return ints;
      }
      default -> {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) values[i];
        }
        return floats;
      }
    }
  }
}
