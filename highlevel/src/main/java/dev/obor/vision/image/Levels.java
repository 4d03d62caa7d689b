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
    if (bands == 3) {
      int[] row = new int[colors.width()];
      for (int i = 0; i < result.length; i += row.length) {
        Triples.read(from, i * 3, row);
        gray(row, 8 * red, 8 * blue);
        for (int x = 0; x < row.length; x++) {
          result[i + x] = (byte) row[x];
        }
      }
      return;
    }
    for (int i = 0, p = 0; i < result.length; i++, p += bands) {
      int sum =
          (from[p + red] & 255) * 19595
              + (from[p + green] & 255) * 38470
              + (from[p + blue] & 255) * 7471;
      result[i] = (byte) ((sum + 0x8000) >> 16);
    }
  }

  /** Makes grey of pixels of three bytes, of which the middle one is green. */
  private static void gray(int[] row, int red, int blue) {
    for (int i = 0; i < row.length; i++) {
      int pixel = row[i];
      int sum =
          (pixel >> red & 255) * 19595 + (pixel >> 8 & 255) * 38470 + (pixel >> blue & 255) * 7471;
      row[i] = (sum + 0x8000) >> 16;
    }
  }

  /** Makes red, green and blue: Pillow's {@code image.convert("RGB")}. */
  public static Pixels rgb(Pixels pixels) {
    if (pixels.mode() == Mode.RGB) {
      return pixels;
    }
    return pixels.mode() == Mode.L ? tripled(pixels) : converted(pixels, Mode.RGB);
  }

  private static Pixels tripled(Pixels gray) {
    byte[] from = gray.bytes();
    byte[] to = new byte[Pixels.length(gray.width(), gray.height(), 3)];
    int[] row = new int[gray.width()];
    for (int i = 0; i < from.length; i += row.length) {
      for (int x = 0; x < row.length; x++) {
        row[x] = (from[i + x] & 255) * 0x010101;
      }
      Triples.write(row, to, i * 3);
    }
    return Pixels.ofReversed(Mode.RGB, gray.width(), gray.height(), to);
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
    if (takesColors && isPalette) {
      spread(pixels.bytes(), palette, result, bands);
      return Pixels.of(mode, pixels.width(), pixels.height(), result);
    }
    byte[] grays = takesColors ? result : gray(pixels).bytes();
    byte[] from = pixels.mode().isByte() ? pixels.bytes() : grays;
    for (int i = 0; i < count; i++) {
      int color = isPalette ? palette[from[i] & 255] : 0xff000000;
      for (int c = 0; c < Math.min(bands, 3); c++) {
        if (!takesColors) {
          result[i * bands + c] = grays[i];
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

  private static void spread(byte[] indices, int[] palette, byte[] to, int bands) {
    for (int i = 0, p = 0; i < indices.length; i++, p += bands) {
      int color = palette[indices[i] & 255];
      to[p] = (byte) (color >> 16);
      to[p + 1] = (byte) (color >> 8);
      to[p + 2] = (byte) color;
      if (bands == 4) {
        to[p + 3] = (byte) (color >>> 24);
      }
    }
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
    byte[] result = new byte[first.length];
    Mix mix = new Mix((float) factor);
    if (b.bands() != 3) {
      mix.blend(first, b.bytes(), result);
    } else {
      int[] from = new int[b.width()];
      int[] to = new int[b.width()];
      int[] row = new int[b.width()];
      for (int i = 0; i < result.length; i += 3 * row.length) {
        Triples.read(first, i, from);
        Triples.read(b.bytes(), i, to);
        mix.blend(from, to, row);
        Triples.write(row, result, i);
      }
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
    return blend(0, pixels, factor);
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
    return blend(mean, pixels, factor);
  }

  /** Mixes a grey with colours; the opacity stays. */
  private static Pixels blend(int level, Pixels pixels, double factor) {
    Mix mix = new Mix((float) factor);
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      table[i] = mix.blend(level, i);
    }
    byte[][] tables = new byte[pixels.bands()][];
    Arrays.fill(tables, table);
    if (pixels.mode().hasAlpha()) {
      byte[] same = new byte[256];
      for (int i = 0; i < 256; i++) {
        same[i] = (byte) i;
      }
      tables[tables.length - 1] = same;
    }
    return table(pixels, tables);
  }

  /** Mixes with the image in grey: Pillow's {@code ImageEnhance.Color}. */
  public static Pixels color(Pixels pixels, double factor) {
    checkMixes(pixels);
    if (pixels.mode() == Mode.L || pixels.mode() == Mode.LA) {
      return blend(pixels, pixels, factor);
    }
    if (pixels.mode() == Mode.RGB) {
      return saturated(pixels, (float) factor);
    }
    Pixels gray = converted(gray(pixels), pixels.mode());
    return blend(withAlphaOf(inOrderOf(pixels, gray), pixels), pixels, factor);
  }

  private static Pixels saturated(Pixels pixels, float factor) {
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    int[] grays = new int[pixels.width()];
    int[] colors = new int[pixels.width()];
    int[] row = new int[pixels.width()];
    Mix mix = new Mix(factor);
    for (int i = 0; i < from.length; i += 3 * row.length) {
      Triples.read(from, i, colors);
      System.arraycopy(colors, 0, grays, 0, row.length);
      gray(grays, 8 * pixels.place(0), 8 * pixels.place(2));
      for (int x = 0; x < grays.length; x++) {
        grays[x] *= 0x010101;
      }
      mix.blend(grays, colors, row);
      Triples.write(row, to, i);
    }
    return pixels.with(Mode.RGB, pixels.width(), pixels.height(), to);
  }

  /** Mixes with the image smoothed: Pillow's {@code ImageEnhance.Sharpness}. */
  public static Pixels sharpness(Pixels pixels, double factor) {
    if (pixels.mode() == Mode.P) {
      throw new ValueException("cannot filter palette images");
    }
    checkMixes(pixels);
    return blend(withAlphaOf(smooth(pixels), pixels), pixels, factor);
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
    int row = pixels.width() * bands;
    byte[] from = pixels.bytes();
    byte[] to = from.clone();
    float outer = 1 / 13f;
    float middle = 5 / 13f;
    float[] values = new float[row];
    float[][] sides = new float[3][row];
    float[][] middles = new float[3][row];
    for (int y = 0; y < pixels.height(); y++) {
      for (int i = 0; i < row; i++) {
        values[i] = from[y * row + i] & 255;
      }
      three(values, bands, outer, outer, sides[y % 3]);
      three(values, bands, outer, middle, middles[y % 3]);
      if (y >= 2) {
        float[] above = sides[(y - 2) % 3];
        three(sides[y % 3], middles[(y - 1) % 3], above, bands, to, (y - 1) * row);
      }
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }

  /** Weighs each value and those at its sides. */
  private static void three(float[] from, int step, float outer, float middle, float[] to) {
    for (int i = step; i < from.length - step; i++) {
      to[i] = from[i - step] * outer + from[i] * middle + from[i + step] * outer;
    }
  }

  /** Adds up three rows, but for their ends. */
  private static void three(
      float[] below, float[] middle, float[] above, int step, byte[] to, int place) {
    for (int i = step; i < below.length - step; i++) {
      to[place + i] = (byte) Math.min(255, (int) (0.5f + below[i] + middle[i] + above[i]));
    }
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
    boolean isOne = Arrays.stream(tables).allMatch(table -> table == tables[0]);
    if (isOne && isOfBits(tables[0])) {
      bits(from, to, tables[0]);
    } else if (isOne) {
      table(from, to, tables[0]);
    } else if (bands == 3) {
      table3(from, to, tables[pixels.place(0)], tables[1], tables[pixels.place(2)]);
    } else {
      for (int c = 0; c < bands; c++) {
        byte[] table = tables[c];
        for (int i = pixels.place(c); i < from.length; i += bands) {
          to[i] = table[from[i] & 255];
        }
      }
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }

  /** Whether a table only keeps and turns bits, as inverting and posterizing do. */
  private static boolean isOfBits(byte[] table) {
    int kept = table[0] ^ table[255];
    boolean result = true;
    for (int i = 0; i < 256; i++) {
      result &= table[i] == (byte) ((i & kept) ^ table[0]);
    }
    return result;
  }

  // The loops of these are simple enough for the compiler to do many bytes at once, or to leave out
  // checks.

  private static void bits(byte[] from, byte[] to, byte[] table) {
    int kept = table[0] ^ table[255];
    int turned = table[0];
    for (int i = 0; i < to.length; i++) {
      to[i] = (byte) ((from[i] & kept) ^ turned);
    }
  }

  private static void table(byte[] from, byte[] to, byte[] levels) {
    byte[] table = Arrays.copyOf(levels, 256);
    for (int i = 0; i < to.length; i++) {
      to[i] = table[from[i] & 255];
    }
  }

  private static void table3(
      byte[] from, byte[] to, byte[] levels0, byte[] levels1, byte[] levels2) {
    byte[] table0 = Arrays.copyOf(levels0, 256);
    byte[] table1 = Arrays.copyOf(levels1, 256);
    byte[] table2 = Arrays.copyOf(levels2, 256);
    for (int i = 0; i < to.length - 2; i += 3) {
      to[i] = table0[from[i] & 255];
      to[i + 1] = table1[from[i + 1] & 255];
      to[i + 2] = table2[from[i + 2] & 255];
    }
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

  /** How often each of the 256 values occurs, for each channel. */
  public static int[][] histograms(Pixels pixels) {
    int bands = pixels.bands();
    byte[] values = pixels.bytes();
    int[][] counts = new int[bands][256];
    if (bands == 3) {
      count3(values, counts[pixels.place(0)], counts[1], counts[pixels.place(2)]);
      return counts;
    }
    for (int c = 0; c < bands; c++) {
      for (int i = pixels.place(c); i < values.length; i += bands) {
        counts[c][values[i] & 255]++;
      }
    }
    return counts;
  }

  private static void count3(byte[] values, int[] first, int[] second, int[] third) {
    for (int i = 0; i < values.length - 2; i += 3) {
      first[values[i] & 255]++;
      second[values[i + 1] & 255]++;
      third[values[i + 2] & 255]++;
    }
  }
}
