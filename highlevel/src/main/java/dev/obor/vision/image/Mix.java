package dev.obor.vision.image;

import java.util.Arrays;

/**
 * Mixes bytes, {@code a + factor * (b - a)} in floats without their fraction, as Pillow's {@code
 * Image.blend} does.
 *
 * <p>What is added to {@code a} depends on the difference only. Almost always it can be computed
 * from a whole number, with binary places behind the point, without making another byte of any sum;
 * the compiler does that for many bytes at once.
 */
final class Mix {
  private static final int PLACES = 21;

  /** Added before the places are cut off: as much as the factor's rounding can take away. */
  private static final int MARGIN = 1 << (PLACES - 14);

  /**
   * So far must what is added stay below a whole number: sums of floats below 512 are rounded by an
   * eighth of it at most.
   */
  private static final double CLOSE = 1.0 / (1 << 13);

  private final float factor;
  private final int fixed;
  private final boolean isFixed;

  Mix(float factor) {
    this.factor = factor;
    this.fixed = (int) Math.rint(factor * (double) (1 << PLACES));
    boolean agrees = Math.abs(factor) < 4;
    for (int d = -255; d <= 255; d++) {
      float added = factor * d;
      double whole = Math.floor(added);
      agrees &= whole + 1 - added > CLOSE && whole == (d * fixed + MARGIN) >> PLACES;
    }
    this.isFixed = agrees;
  }

  /** Mixes two bytes. */
  byte blend(int a, int b) {
    return (byte) Math.max(0, Math.min(255, (int) (a + factor * (b - a))));
  }

  /** Mixes bytes. */
  void blend(byte[] a, byte[] b, byte[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = blend(a[i] & 255, b[i] & 255);
    }
  }

  /** Mixes pixels of three bytes. */
  void blend(int[] a, int[] b, int[] to) {
    Arrays.fill(to, 0);
    for (int shift = 0; shift < 24; shift += 8) {
      if (isFixed) {
        blend(a, b, fixed, shift, to);
      } else {
        for (int i = 0; i < to.length; i++) {
          to[i] |= (blend(a[i] >> shift & 255, b[i] >> shift & 255) & 255) << shift;
        }
      }
    }
  }

  /** Mixes one of the bytes: the compiler packs the loop, as long as it is so short. */
  private static void blend(int[] a, int[] b, int factor, int shift, int[] to) {
    for (int i = 0; i < to.length; i++) {
      int level = a[i] >> shift & 255;
      level += (((b[i] >> shift & 255) - level) * factor + MARGIN) >> PLACES;
      int positive = level & ~(level >> 31);
      to[i] = to[i] | ((positive | (255 - positive) >> 31) & 255) << shift;
    }
  }
}
