package dev.obor.vision.image;

import dev.obor.ValueException;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * Changes the colours of images, pixel by pixel: Pillow's {@code ImageEnhance}, {@code ImageOps}
 * and {@code Image.convert}.
 */
public final class Levels {
  private Levels() {}

  /** Makes grey of colours: Pillow's {@code image.convert("L")}. */
  public static Pixels gray(Pixels pixels) {
    Mode mode = pixels.mode();
    int count = pixels.width() * pixels.height();
    if (mode == Mode.L) {
      return pixels;
    }
    byte[] result = new byte[count];
    switch (mode) {
      case BILEVEL -> {
        return Pixels.of(Mode.L, pixels.width(), pixels.height(), pixels.bytes());
      }
      case I16 -> {
        short[] from = (short[]) pixels.values();
        for (int i = 0; i < count; i++) {
          result[i] = (byte) Math.min(255, (from[i] & 0xffff) >> 8);
        }
      }
      case I -> {
        int[] from = (int[]) pixels.values();
        for (int i = 0; i < count; i++) {
          result[i] = (byte) Math.max(0, Math.min(255, from[i]));
        }
      }
      case F -> {
        float[] from = (float[]) pixels.values();
        for (int i = 0; i < count; i++) {
          result[i] = (byte) (int) Math.max(0, Math.min(255, from[i]));
        }
      }
      case LA -> {
        byte[] from = pixels.bytes();
        for (int i = 0; i < count; i++) {
          result[i] = from[2 * i];
        }
      }
      default -> {
        Pixels colors = mode == Mode.P ? rgb(pixels) : pixels;
        grayOfColors(colors, result);
      }
    }
    return Pixels.of(Mode.L, pixels.width(), pixels.height(), result);
  }

  private static void grayOfColors(Pixels colors, byte[] result) {
    byte[] from = colors.bytes();
    int bands = colors.bands();
    int red = colors.place(0);
    int green = colors.place(1);
    int blue = colors.place(2);
    for (int i = 0, p = 0; i < result.length; i++, p += bands) {
      int sum =
          (from[p + red] & 255) * 19595
              + (from[p + green] & 255) * 38470
              + (from[p + blue] & 255) * 7471;
      result[i] = (byte) ((sum + 0x8000) >> 16);
    }
  }

  /** Makes red, green and blue: Pillow's {@code image.convert("RGB")}. */
  public static Pixels rgb(Pixels pixels) {
    if (pixels.mode() == Mode.RGB) {
      return pixels;
    }
    return converted(pixels, Mode.RGB);
  }

  /**
   * Converts between modes of bytes; opacity is taken over, or full.
   *
   * @param mode one of L, LA, RGB and RGBA
   */
  public static Pixels converted(Pixels pixels, Mode mode) {
    if (pixels.mode() == mode) {
      return pixels;
    }
    if (mode == Mode.L) {
      return gray(pixels);
    }
    int count = pixels.width() * pixels.height();
    int bands = mode.bands();
    byte[] result = new byte[Pixels.length(pixels.width(), pixels.height(), bands)];
    boolean isPalette = pixels.mode() == Mode.P;
    int[] palette = isPalette ? paletteOf(pixels) : new int[0];
    boolean hasColors = pixels.mode() == Mode.RGB || pixels.mode() == Mode.RGBA;
    boolean takesColors = bands > 2 && (hasColors || isPalette);
    byte[] grays = takesColors ? result : gray(pixels).bytes();
    byte[] from = pixels.mode().isByte() ? pixels.bytes() : grays;
    for (int i = 0; i < count; i++) {
      int color = isPalette ? palette[from[i] & 255] : 0xff000000;
      for (int c = 0; c < Math.min(bands, 3); c++) {
        if (!takesColors) {
          result[i * bands + c] = grays[i];
        } else if (isPalette) {
          result[i * bands + c] = (byte) (color >> (16 - 8 * c));
        } else {
          result[i * bands + c] = from[i * pixels.bands() + pixels.place(c)];
        }
      }
      if (mode.hasAlpha()) {
        int last = pixels.bands() - 1;
        result[i * bands + bands - 1] =
            pixels.mode().hasAlpha()
                ? from[i * (last + 1) + pixels.place(last)]
                : (byte) (color >>> 24);
      }
    }
    return Pixels.of(mode, pixels.width(), pixels.height(), result);
  }

  private static int[] paletteOf(Pixels pixels) {
    int[] colors = new int[256];
    Arrays.setAll(colors, i -> 0xff000000 | i * 0x010101);
    IndexColorModel palette = pixels.palette();
    if (palette != null) {
      Arrays.fill(colors, 0xff000000);
      int[] known = new int[palette.getMapSize()];
      palette.getRGBs(known);
      System.arraycopy(known, 0, colors, 0, Math.min(256, known.length));
    }
    return colors;
  }

  /**
   * Mixes two images, {@code a + factor * (b - a)}: Pillow's {@code Image.blend}.
   *
   * @throws ValueException if a mode has no colours to mix
   */
  public static Pixels blend(Pixels a, Pixels b, double factor) {
    byte[] first = inOrderOf(b, a).bytes();
    byte[] second = b.bytes();
    float alpha = (float) factor;
    byte[] result = new byte[first.length];
    boolean within = alpha >= 0 && alpha <= 1;
    for (int i = 0; i < result.length; i++) {
      int from = first[i] & 255;
      float value = from + alpha * ((second[i] & 255) - from);
      result[i] = (byte) (int) (within ? value : value <= 0 ? 0 : value >= 255 ? 255 : value);
    }
    return b.with(b.mode(), b.width(), b.height(), result);
  }

  private static void checkMixes(Pixels pixels) {
    Mode mode = pixels.mode();
    if (!mode.isByte() || mode == Mode.BILEVEL || mode == Mode.P) {
      throw new ValueException("image has wrong mode");
    }
  }

  /** The second image with the channels in the order of the first. */
  private static Pixels inOrderOf(Pixels first, Pixels second) {
    if (first.reversed() == second.reversed()) {
      return second;
    }
    int bands = second.bands();
    byte[] from = second.bytes();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += bands) {
      for (int b = 0; b < bands; b++) {
        to[i + b] = from[i + bands - 1 - b];
      }
    }
    return first.with(first.mode(), first.width(), first.height(), to);
  }

  /** Mixes with black: Pillow's {@code ImageEnhance.Brightness}. */
  public static Pixels brightness(Pixels pixels, double factor) {
    checkMixes(pixels);
    return blend(withAlphaOf(flat(pixels, 0), pixels), pixels, factor);
  }

  /** Mixes with the mean grey: Pillow's {@code ImageEnhance.Contrast}. */
  public static Pixels contrast(Pixels pixels, double factor) {
    checkMixes(pixels);
    long sum = 0;
    byte[] grays = gray(pixels).bytes();
    for (byte value : grays) {
      sum += value & 255;
    }
    int mean = (int) ((double) sum / grays.length + 0.5);
    return blend(withAlphaOf(flat(pixels, mean), pixels), pixels, factor);
  }

  /** Mixes with the image in grey: Pillow's {@code ImageEnhance.Color}. */
  public static Pixels color(Pixels pixels, double factor) {
    checkMixes(pixels);
    if (pixels.mode() == Mode.L || pixels.mode() == Mode.LA) {
      return blend(pixels, pixels, factor);
    }
    Pixels gray = converted(gray(pixels), pixels.mode());
    return blend(withAlphaOf(inOrderOf(pixels, gray), pixels), pixels, factor);
  }

  /** Mixes with the image smoothed: Pillow's {@code ImageEnhance.Sharpness}. */
  public static Pixels sharpness(Pixels pixels, double factor) {
    if (pixels.mode() == Mode.P) {
      throw new ValueException("cannot filter palette images");
    }
    checkMixes(pixels);
    return blend(withAlphaOf(smooth(pixels), pixels), pixels, factor);
  }

  private static Pixels flat(Pixels pixels, int level) {
    double[] fill = new double[pixels.bands()];
    Arrays.fill(fill, level);
    return pixels.filled(pixels.width(), pixels.height(), fill);
  }

  /** The first image with the opacity of the second, which has the same mode and order. */
  private static Pixels withAlphaOf(Pixels colors, Pixels alpha) {
    if (!alpha.mode().hasAlpha()) {
      return colors;
    }
    byte[] result = colors.bytes().clone();
    byte[] from = alpha.bytes();
    int bands = alpha.bands();
    for (int i = alpha.place(bands - 1); i < result.length; i += bands) {
      result[i] = from[i];
    }
    return alpha.with(alpha.mode(), alpha.width(), alpha.height(), result);
  }

  /** The mean of 3 x 3 pixels, the middle one five times: Pillow's {@code ImageFilter.SMOOTH}. */
  private static Pixels smooth(Pixels pixels) {
    int bands = pixels.bands();
    int width = pixels.width();
    int row = width * bands;
    byte[] from = pixels.bytes();
    byte[] to = from.clone();
    float outer = 1 / 13f;
    float middle = 5 / 13f;
    for (int y = 1; y < pixels.height() - 1; y++) {
      for (int i = y * row + bands; i < (y + 1) * row - bands; i++) {
        float sum = 0.5f;
        sum += three(from, i + row, bands, outer, outer);
        sum += three(from, i, bands, outer, middle);
        sum += three(from, i - row, bands, outer, outer);
        to[i] = (byte) (int) Math.max(0, Math.min(255, sum));
      }
    }
    return pixels.with(pixels.mode(), width, pixels.height(), to);
  }

  private static float three(byte[] from, int place, int step, float outer, float middle) {
    return (from[place - step] & 255) * outer
        + (from[place] & 255) * middle
        + (from[place + step] & 255) * outer;
  }

  /**
   * Replaces each value by what a table has for it.
   *
   * @param tables a table of 256 values for each channel, or one for all
   */
  public static Pixels table(Pixels pixels, byte[]... tables) {
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    int bands = pixels.bands();
    for (int c = 0; c < bands; c++) {
      byte[] table = tables[tables.length == 1 ? 0 : c];
      for (int i = pixels.place(c); i < from.length; i += bands) {
        to[i] = table[from[i] & 255];
      }
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }

  /** Replaces each value in the palette of an image of mode P. */
  public static Pixels paletteTable(Pixels pixels, byte[] table) {
    int[] colors = paletteOf(pixels);
    for (int i = 0; i < colors.length; i++) {
      int color = colors[i];
      colors[i] =
          (color & 0xff000000)
              | (table[color >> 16 & 255] & 255) << 16
              | (table[color >> 8 & 255] & 255) << 8
              | (table[color & 255] & 255);
    }
    IndexColorModel palette =
        new IndexColorModel(8, 256, colors, 0, true, -1, DataBuffer.TYPE_BYTE);
    return new Pixels(Mode.P, pixels.width(), pixels.height(), pixels.bytes(), false, palette);
  }

  /** How often each of the 256 values occurs in a channel. */
  public static int[] histogram(Pixels pixels, int channel) {
    int[] counts = new int[256];
    byte[] values = pixels.bytes();
    for (int i = pixels.place(channel); i < values.length; i += pixels.bands()) {
      counts[values[i] & 255]++;
    }
    return counts;
  }
}
