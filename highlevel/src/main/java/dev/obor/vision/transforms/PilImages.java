package dev.obor.vision.transforms;

import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Hue;
import dev.obor.vision.image.Levels;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.image.Resampling;
import dev.obor.vision.image.Warp;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link F} does to images of Java. */
final class PilImages {
  private PilImages() {}

  private static BufferedImage changed(BufferedImage image, UnaryOperator<Pixels> change) {
    Pixels pixels = BufferedImages.pixels(image);
    Pixels result = change.apply(pixels);
    return result == pixels ? image : BufferedImages.image(result);
  }

  /** Does with an image what can be done with tensors only. */
  static <T> T asTensor(T img, UnaryOperator<Tensor> change) {
    if (img instanceof Tensor tensor) {
      return ConversionFunctions.as(img, change.apply(tensor));
    }
    BufferedImage image = ConversionFunctions.image(img);
    try (Scope scope = Torch.scope()) {
      Tensor result = change.apply(F.pilToTensor(image));
      return ConversionFunctions.as(
          img, F.toPilImage(result, BufferedImages.mode(image).toString()));
    }
  }

  /** The colour of a fill for each channel. */
  private static double[] fill(Number @Nullable [] fill, BufferedImage image) {
    Mode mode = BufferedImages.mode(image);
    double[] result = new double[mode.bands()];
    if (fill == null) {
      return result;
    }
    if (fill.length != 1 && fill.length != result.length) {
      throw new ValueException(
          "The number of elements in 'fill' does not match the number of channels of the image ("
              + fill.length
              + " != "
              + result.length
              + ")");
    }
    for (int c = 0; c < result.length; c++) {
      double value = fill[fill.length == 1 ? 0 : c].doubleValue();
      result[c] = mode == Mode.F ? value : (long) value;
    }
    return result;
  }

  static BufferedImage hflip(BufferedImage image) {
    return changed(image, Pixels::flipLeftRight);
  }

  static BufferedImage vflip(BufferedImage image) {
    return changed(image, Pixels::flipTopBottom);
  }

  static BufferedImage resize(BufferedImage image, int height, int width, InterpolationMode mode) {
    return changed(image, pixels -> Resampling.resize(pixels, width, height, mode.filter()));
  }

  static BufferedImage crop(BufferedImage image, int top, int left, int height, int width) {
    return changed(image, pixels -> pixels.crop(left, top, width, height));
  }

  static BufferedImage resizedCrop(
      BufferedImage image, Rectangle part, int height, int width, InterpolationMode mode) {
    return changed(
        image, pixels -> Resampling.resizedCrop(pixels, part, width, height, mode.filter()));
  }

  static BufferedImage pad(BufferedImage image, int[] sides, Number[] fill, String mode) {
    if (mode.equals("constant")) {
      double[] color = fill(fill, image);
      return changed(image, pixels -> pixels.expand(sides[0], sides[1], sides[2], sides[3], color));
    }
    return changed(
        image,
        pixels -> {
          int[] columns = indices(pixels.width(), sides[0], sides[2], mode);
          int[] rows = indices(pixels.height(), sides[1], sides[3], mode);
          return pixels.select(columns, rows);
        });
  }

  /** The row or column that each one of a padded image repeats. */
  private static int[] indices(int size, int before, int after, String mode) {
    int start = Math.max(0, -before);
    int count = size - start - Math.max(0, -after);
    if (count <= 0) {
      throw new ValueException(
          "can't extend empty axis using modes other than 'constant' or 'empty'");
    }
    int[] result = new int[Math.max(0, before) + count + Math.max(0, after)];
    for (int i = 0; i < result.length; i++) {
      int place = i - Math.max(0, before);
      int inside =
          switch (mode) {
            case "edge" -> Math.max(0, Math.min(count - 1, place));
            case "reflect" -> {
              int period = Math.max(1, 2 * count - 2);
              int within = Math.floorMod(place, period);
              yield within < count ? within : period - within;
            }
            default -> {
              int within = Math.floorMod(place, 2 * count);
              yield within < count ? within : 2 * count - 1 - within;
            }
          };
      result[i] = start + inside;
    }
    return result;
  }

  static BufferedImage rotate(
      BufferedImage image,
      double angle,
      InterpolationMode mode,
      boolean expand,
      double[] center,
      Number @Nullable [] fill) {
    double[] color = fill(fill, image);
    return changed(
        image, pixels -> Warp.rotate(pixels, angle, mode.filter(), expand, center, color));
  }

  static BufferedImage affine(
      BufferedImage image, double[] matrix, InterpolationMode mode, Number @Nullable [] fill) {
    double[] color = fill(fill, image);
    return changed(
        image,
        pixels ->
            Warp.affine(pixels, pixels.width(), pixels.height(), matrix, mode.filter(), color));
  }

  static BufferedImage perspective(
      BufferedImage image, double[] c, InterpolationMode mode, Number @Nullable [] fill) {
    double[] color = fill(fill, image);
    return changed(image, pixels -> Warp.perspective(pixels, c, mode.filter(), color));
  }

  static BufferedImage brightness(BufferedImage image, double factor) {
    return changed(image, pixels -> Levels.brightness(pixels, factor));
  }

  static BufferedImage contrast(BufferedImage image, double factor) {
    return changed(image, pixels -> Levels.contrast(pixels, factor));
  }

  static BufferedImage saturation(BufferedImage image, double factor) {
    return changed(image, pixels -> Levels.color(pixels, factor));
  }

  static BufferedImage sharpness(BufferedImage image, double factor) {
    return changed(image, pixels -> Levels.sharpness(pixels, factor));
  }

  static BufferedImage hue(BufferedImage image, double factor) {
    return changed(
        image,
        pixels ->
            switch (pixels.mode()) {
              case BILEVEL, L, I, F -> pixels;
              case RGB, RGBA -> Hue.shifted(pixels, (int) (factor * 255));
              default ->
                  throw new ValueException(
                      "conversion from " + pixels.mode() + " to HSV not supported");
            });
  }

  static BufferedImage gamma(BufferedImage image, double gamma, double gain) {
    if (gamma < 0) {
      throw new ValueException("Gamma should be a non-negative real number");
    }
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      double value = (255 + 1 - 1e-3) * gain * Math.pow(i / 255.0, gamma);
      table[i] = (byte) Math.max(0, Math.min(255, (int) value));
    }
    return changed(
        image,
        pixels ->
            switch (pixels.mode()) {
              case L, RGB -> Levels.table(pixels, table);
              default -> Levels.converted(Levels.table(Levels.rgb(pixels), table), pixels.mode());
            });
  }

  static BufferedImage grayscale(BufferedImage image, int channels) {
    if (channels != 1 && channels != 3) {
      throw new ValueException("num_output_channels should be either 1 or 3");
    }
    return changed(
        image,
        pixels -> {
          Pixels gray = Levels.gray(pixels);
          return channels == 1 ? gray : Levels.rgb(gray);
        });
  }

  private static BufferedImage table(BufferedImage image, byte[] table) {
    return changed(
        image,
        pixels -> {
          if (pixels.mode() == Mode.P) {
            return Levels.paletteTable(pixels, table);
          }
          checkTable(pixels.mode());
          return Levels.table(pixels, table);
        });
  }

  private static void checkTable(Mode mode) {
    if (mode == Mode.P) {
      throw new NotImplementedException("mode P support coming soon");
    }
    if (mode != Mode.L && mode != Mode.RGB) {
      throw new ValueException("not supported for mode " + mode);
    }
  }

  static BufferedImage invert(BufferedImage image) {
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (255 - i);
    }
    if (BufferedImages.mode(image) == Mode.BILEVEL) {
      return changed(image, pixels -> Levels.table(pixels, table));
    }
    return table(image, table);
  }

  static BufferedImage posterize(BufferedImage image, int bits) {
    if (bits < 1) {
      throw new ValueException("bits must be between or equal to 1 and 8");
    }
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (i & -(1 << (8 - bits)));
    }
    return table(image, table);
  }

  static BufferedImage solarize(BufferedImage image, double threshold) {
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (i < threshold ? i : 255 - i);
    }
    return table(image, table);
  }

  static BufferedImage autocontrast(BufferedImage image) {
    return changed(
        image,
        pixels -> {
          checkTable(pixels.mode());
          byte[][] tables = new byte[pixels.bands()][];
          int[][] counts = Levels.histograms(pixels);
          Arrays.setAll(tables, c -> stretched(counts[c]));
          return Levels.table(pixels, tables);
        });
  }

  private static byte[] stretched(int[] counts) {
    int low = 0;
    int high = 255;
    while (low < 255 && counts[low] == 0) {
      low++;
    }
    while (high > 0 && counts[high] == 0) {
      high--;
    }
    byte[] table = new byte[256];
    double scale = high <= low ? 1 : 255.0 / (high - low);
    double offset = high <= low ? 0 : -low * scale;
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) Math.max(0, Math.min(255, (int) (i * scale + offset)));
    }
    return table;
  }

  static BufferedImage equalize(BufferedImage image) {
    return changed(
        image,
        pixels -> {
          Pixels colors = pixels.mode() == Mode.P ? Levels.rgb(pixels) : pixels;
          checkTable(colors.mode());
          byte[][] tables = new byte[colors.bands()][];
          int[][] counts = Levels.histograms(colors);
          Arrays.setAll(tables, c -> equalized(counts[c]));
          return Levels.table(colors, tables);
        });
  }

  private static byte[] equalized(int[] counts) {
    int sum = Arrays.stream(counts).sum();
    int last = 255;
    while (last > 0 && counts[last] == 0) {
      last--;
    }
    int step = (sum - counts[last]) / 255;
    byte[] table = new byte[256];
    int n = step / 2;
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (step == 0 ? i : Math.min(255, n / step));
      n += counts[i];
    }
    return table;
  }
}
