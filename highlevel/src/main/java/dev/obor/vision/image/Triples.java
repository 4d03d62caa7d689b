package dev.obor.vision.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rows of pixels of three bytes, each read and written at once with the byte behind it: a third of
 * the accesses to memory.
 *
 * <p>As a number, a pixel has its first byte lowest, and anything in the highest. The methods are
 * short and their loops have no branches, which lets the compiler do without checks.
 */
final class Triples {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Triples() {}

  /** The pixel at a place. */
  static int get(byte[] from, int place) {
    return place + 4 <= from.length
        ? (int) INTS.get(from, place)
        : (from[place] & 255) | (from[place + 1] & 255) << 8 | (from[place + 2] & 255) << 16;
  }

  /** Writes a pixel, and nothing else. */
  static void set(byte[] to, int place, int pixel) {
    to[place] = (byte) pixel;
    to[place + 1] = (byte) (pixel >> 8);
    to[place + 2] = (byte) (pixel >> 16);
  }

  /** How many of the pixels from a place on, up to a number, have a byte behind them. */
  private static int quick(byte[] bytes, int place, int count) {
    return Math.min(count, (bytes.length - 1 - place) / 3);
  }

  /** Reads as many pixels as there are numbers, from a place on. */
  static void read(byte[] from, int place, int[] pixels) {
    int count = quick(from, place, pixels.length);
    for (int i = 0, p = place; i < count; i++, p += 3) {
      pixels[i] = (int) INTS.get(from, p);
    }
    for (int i = count; i < pixels.length; i++) {
      pixels[i] = get(from, place + 3 * i);
    }
  }

  /** Writes pixels from a place on, and anything into the byte behind them. */
  static void write(int[] pixels, byte[] to, int place) {
    int count = quick(to, place, pixels.length);
    for (int i = 0, p = place; i < count; i++, p += 3) {
      INTS.set(to, p, pixels[i]);
    }
    for (int i = count; i < pixels.length; i++) {
      set(to, place + 3 * i, pixels[i]);
    }
  }

  /**
   * Writes pixels from anywhere, and anything into the byte behind them.
   *
   * @param source the numbers of the pixels, or -1 for the colour
   */
  static void gather(
      byte[] from, int[] source, int begin, int end, int color, byte[] to, int place) {
    int quick = begin + quick(to, place, end - begin);
    for (int i = begin, p = place; i < quick; i++, p += 3) {
      int number = source[i];
      INTS.set(to, p, number < 0 ? color : get(from, number * 3));
    }
    for (int i = quick; i < end; i++) {
      set(to, place + 3 * (i - begin), source[i] < 0 ? color : get(from, source[i] * 3));
    }
  }

  /**
   * Writes a row of pixels in reverse order to the same place, and anything into the byte behind.
   */
  static void flip(byte[] from, byte[] to, int place, int count) {
    int last = place + 3 * (count - 1);
    set(to, place, get(from, last));
    for (int p = place + 3, f = last - 3; p < last; p += 3, f -= 3) {
      INTS.set(to, p, (int) INTS.get(from, f));
    }
    set(to, last, get(from, place));
  }
}
