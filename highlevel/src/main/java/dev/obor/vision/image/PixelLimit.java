package dev.obor.vision.image;

import dev.obor.Warnings;
import java.util.OptionalLong;

/**
 * How many pixels an image may have that is read from a file: Pillow's {@code
 * Image.MAX_IMAGE_PIXELS}.
 *
 * <p>A few bytes can say that an image has billions of pixels. So the readers look at the size
 * first: above the limit they warn, above twice the limit they throw.
 *
 * <pre>{@code
 * PixelLimit.set(500_000_000);  // Image.MAX_IMAGE_PIXELS = 500_000_000
 * PixelLimit.remove();          // Image.MAX_IMAGE_PIXELS = None
 * }</pre>
 *
 * <p>The limit holds for all threads.
 */
public final class PixelLimit {
  /** The limit at first, which is Pillow's: a quarter of a gigabyte of three bytes each. */
  public static final long DEFAULT = 1024L * 1024 * 1024 / 4 / 3;

  private static volatile long limit = DEFAULT;

  private PixelLimit() {}

  /** The limit; empty if there is none. */
  public static OptionalLong get() {
    return limit == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /**
   * Sets the limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static void set(long pixels) {
    if (pixels < 0) {
      throw new IllegalArgumentException("the limit is negative: " + pixels);
    }
    limit = pixels;
  }

  /** Lets images have any number of pixels. */
  public static void remove() {
    limit = Long.MAX_VALUE;
  }

  /** The largest number of pixels that {@link #check} lets pass. */
  public static long most() {
    return limit > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * limit;
  }

  /**
   * Looks at the size that a file states.
   *
   * <p>Above the limit it warns, in the category {@code DecompressionBombWarning}.
   *
   * @throws DecompressionBombException if the pixels are more than twice the limit
   */
  public static void check(int width, int height) {
    long now = limit;
    long pixels = (long) Math.max(1, width) * Math.max(1, height);
    if (pixels <= now) {
      return;
    }
    if (pixels > most()) {
      throw new DecompressionBombException(
          text(pixels, 2 * now)
              + "\nIf the file is known to be good, raise the limit with PixelLimit.set.");
    }
    Warnings.warn("DecompressionBombWarning", text(pixels, now));
  }

  private static String text(long pixels, long limit) {
    return "Image size ("
        + pixels
        + " pixels) exceeds limit of "
        + limit
        + " pixels, could be decompression bomb DOS attack.";
  }
}
