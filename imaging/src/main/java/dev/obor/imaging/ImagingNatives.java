package dev.obor.imaging;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.jspecify.annotations.Nullable;

/** The functions of the native library; {@code jpeg.cpp} and {@code convolve.cpp} have them. */
@Platform(
    library = "obor_imaging",
    preload = "leptonica@.6",
    preloadresource = "/org/bytedeco/leptonica/")
final class ImagingNatives {
  private ImagingNatives() {}

  /**
   * Lays out and opens the libraries.
   *
   * @throws UnsatisfiedLinkError if there are none for this machine
   */
  static void load() {
    Loader.load(ImagingNatives.class);
  }

  /**
   * Reads a JPEG file.
   *
   * @param most the largest number of pixels
   * @param facts takes width, height, channels, and why there is no result: {@link
   *     TurboEngine#ANOTHER_KIND} or {@link TurboEngine#TOO_LARGE}
   * @param damage takes the last warning that the end is missing
   * @return grey or blue, green and red, or null
   */
  static native byte @Nullable [] decodeJpeg(
      byte[] file, boolean gray, long most, int[] facts, @Nullable String[] damage);

  static native void rows(
      byte[] from,
      int width,
      int top,
      byte[] to,
      int newWidth,
      int bands,
      int begin,
      int end,
      int[] first,
      int[] count,
      int[] weights);

  static native void columns(
      byte[] from, int row, byte[] to, int begin, int end, int[] first, int[] count, int[] weights);
}
