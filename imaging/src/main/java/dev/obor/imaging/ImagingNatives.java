package dev.obor.imaging;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.jspecify.annotations.Nullable;

/** The functions of the native library; {@code jpeg.cpp} and {@code convolve.cpp} have them. */
@Platform(
    library = ImagingNatives.LIBRARY,
    preload = "leptonica@.6",
    preloadresource = "/org/bytedeco/leptonica/")
final class ImagingNatives {
  static final String LIBRARY = "obor_imaging";

  private ImagingNatives() {}

  /**
   * Lays out and opens the libraries.
   *
   * @throws UnsatisfiedLinkError if there are none for this machine
   */
  static void load() {
    forgetOtherBuild();
    Loader.load(ImagingNatives.class);
  }

  /**
   * Removes the library of another build from JavaCPP's cache, which knows a file by its length and
   * time: those of two builds can be the same, and its functions would take other arguments.
   */
  static void forgetOtherBuild() {
    URL packed =
        ImagingNatives.class.getResource(
            Loader.getPlatform() + "/" + System.mapLibraryName(LIBRARY));
    if (packed == null) {
      return;
    }
    try (InputStream in = packed.openStream()) {
      File kept = Loader.cacheResource(packed);
      if (kept != null && !Arrays.equals(in.readAllBytes(), Files.readAllBytes(kept.toPath()))) {
        Files.deleteIfExists(kept.toPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
