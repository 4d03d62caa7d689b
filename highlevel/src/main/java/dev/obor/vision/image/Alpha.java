package dev.obor.vision.image;

/** Colours multiplied by their opacity, for filters that mix pixels: Pillow's {@code RGBa}. */
final class Alpha {
  private Alpha() {}

  /** Multiplies the colours by their opacity. */
  static Pixels multiplied(Pixels pixels) {
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    int bands = pixels.bands();
    int alphaPlace = pixels.place(bands - 1);
    for (int i = 0; i < from.length; i += bands) {
      int alpha = from[i + alphaPlace] & 255;
      for (int b = 0; b < bands; b++) {
        int product = (from[i + b] & 255) * alpha + 128;
        to[i + b] = (byte) (((product >> 8) + product) >> 8);
      }
      to[i + alphaPlace] = (byte) alpha;
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }

  /** Divides the colours by their opacity again. */
  static Pixels divided(Pixels pixels) {
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    int bands = pixels.bands();
    int alphaPlace = pixels.place(bands - 1);
    for (int i = 0; i < from.length; i += bands) {
      int alpha = from[i + alphaPlace] & 255;
      boolean whole = alpha == 0 || alpha == 255;
      for (int b = 0; b < bands; b++) {
        int value = from[i + b] & 255;
        to[i + b] = (byte) (whole ? value : Math.min(255, 255 * value / alpha));
      }
      to[i + alphaPlace] = (byte) alpha;
    }
    return pixels.with(pixels.mode(), pixels.width(), pixels.height(), to);
  }
}
