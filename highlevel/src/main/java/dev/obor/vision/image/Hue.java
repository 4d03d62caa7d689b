package dev.obor.vision.image;

/** Shifts the hue of colours, in Pillow's mode HSV of three bytes. */
public final class Hue {
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
    float saturation = range / most;
    float red = (most - r) / range;
    float green = (most - g) / range;
    float blue = (most - b) / range;
    float hue;
    if (r == most) {
      hue = blue - green;
    } else if (g == most) {
      hue = (float) (2.0 + red - blue);
    } else {
      hue = (float) (4.0 + green - red);
    }
    hue = (float) ((hue / 6.0 + 1.0) % 1.0);
    int h = bounded((int) (hue * 255.0));
    int s = bounded((int) (saturation * 255.0));
    return h << 16 | s << 8 | most;
  }

  /** Red, green and blue in one number. */
  private static int rgb(int h, int s, int v) {
    if (s == 0) {
      return v << 16 | v << 8 | v;
    }
    double sextant = h * 6.0 / 255.0;
    int i = (int) Math.floor(sextant);
    float part = (float) (sextant - (float) i);
    float saturation = (float) (s / 255.0);
    int p = bounded((int) Math.floor(v * (1.0 - saturation) + 0.5));
    int q = bounded((int) Math.floor(v * (1.0 - saturation * part) + 0.5));
    int t = bounded((int) Math.floor(v * (1.0 - saturation * (1.0 - part)) + 0.5));
    return switch (i % 6) {
      case 0 -> v << 16 | t << 8 | p;
      case 1 -> q << 16 | v << 8 | p;
      case 2 -> p << 16 | v << 8 | t;
      case 3 -> p << 16 | q << 8 | v;
      case 4 -> t << 16 | p << 8 | v;
      default -> v << 16 | p << 8 | q;
    };
  }

  private static int bounded(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
