package dev.obor.vision.image;

/** Shifts the hue of colours, in Pillow's mode HSV of three bytes. */
public final class Hue {
  /** The sixth of the circle in which each hue lies, how far within it, and saturations. */
  private static final byte[] SEXTANT = new byte[256];

  private static final float[] PART = new float[256];
  private static final float[] SATURATION = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      double sextant = i * 6.0 / 255.0;
      SEXTANT[i] = (byte) ((int) sextant % 6);
      PART[i] = (float) (sextant - (int) sextant);
      SATURATION[i] = (float) (i / 255.0);
    }
  }

  private Hue() {}

  /**
   * Adds to the hue, which goes round at 256.
   *
   * @param pixels of mode RGB or RGBA; opacity becomes full
   * @param shift what is added
   */
  public static Pixels shifted(Pixels pixels, int shift) {
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    int bands = pixels.bands();
    int red = pixels.place(0);
    int green = pixels.place(1);
    int blue = pixels.place(2);
    for (int i = 0; i < from.length; i += bands) {
      int hsv = hsv(from[i + red] & 255, from[i + green] & 255, from[i + blue] & 255);
      int rgb = rgb(((hsv >> 16) + shift) & 255, (hsv >> 8) & 255, hsv & 255);
      to[i + red] = (byte) (rgb >> 16);
      to[i + green] = (byte) (rgb >> 8);
      to[i + blue] = (byte) rgb;
      if (bands == 4) {
        to[i + pixels.place(3)] = (byte) 255;
      }
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }

  /** Hue, saturation and value in one number. */
  private static int hsv(int r, int g, int b) {
    int most = Math.max(r, Math.max(g, b));
    int least = Math.min(r, Math.min(g, b));
    if (most == least) {
      return most;
    }
    float range = most - least;
    float hue;
    if (r == most) {
      hue = (most - b) / range - (most - g) / range;
    } else if (g == most) {
      hue = (float) (2.0 + (most - r) / range - (most - b) / range);
    } else {
      hue = (float) (4.0 + (most - g) / range - (most - r) / range);
    }
    // Less than 2, so that the remainder is a difference.
    double turns = hue / 6.0 + 1.0;
    hue = (float) (turns >= 1.0 ? turns - 1.0 : turns);
    int h = (int) (hue * 255.0);
    int s = (int) (range / most * 255.0);
    return h << 16 | s << 8 | most;
  }

  /** Red, green and blue in one number. */
  private static int rgb(int h, int s, int v) {
    if (s == 0) {
      return v << 16 | v << 8 | v;
    }
    double part = PART[h];
    double saturation = SATURATION[s];
    int p = (int) (v * (1.0 - saturation) + 0.5);
    int q = (int) (v * (1.0 - SATURATION[s] * PART[h]) + 0.5);
    int t = (int) (v * (1.0 - saturation * (1.0 - part)) + 0.5);
    return switch (SEXTANT[h]) {
      case 0 -> v << 16 | t << 8 | p;
      case 1 -> q << 16 | v << 8 | p;
      case 2 -> p << 16 | v << 8 | t;
      case 3 -> p << 16 | q << 8 | v;
      case 4 -> t << 16 | p << 8 | v;
      default -> v << 16 | p << 8 | q;
    };
  }
}
