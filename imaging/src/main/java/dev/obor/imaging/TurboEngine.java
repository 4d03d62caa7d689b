package dev.obor.imaging;

import dev.obor.vision.image.ImageEngine;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.PixelLimit;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.image.Taps;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads JPEG files with libjpeg-turbo, and resizes with vector instructions.
 *
 * <p>Files of more than eight bits, and of colours that have no name, are left to Java. Where the
 * native library does not exist for the machine, or does not load, a message says so once and Java
 * does everything.
 */
public final class TurboEngine implements ImageEngine {
  static final int ANOTHER_KIND = 1;
  static final int TOO_LARGE = 2;

  /** So many bytes are made in a call: the collector may have to wait for its end. */
  private static final int BYTES_AT_ONCE = 1 << 18;

  private static final Logger log = LoggerFactory.getLogger(TurboEngine.class);
  private static final boolean AVAILABLE = load();

  /** Makes an engine; {@link java.util.ServiceLoader} does. */
  public TurboEngine() {}

  private static boolean load() {
    try {
      ImagingNatives.load();
      return true;
    } catch (LinkageError | RuntimeException e) {
      log.info("images are read and resized without native code: {}", e.toString());
      return false;
    }
  }

  @Override
  public boolean isAvailable() {
    return AVAILABLE;
  }

  @Override
  public @Nullable Pixels readJpeg(byte[] file, boolean gray, Consumer<String> warnings)
      throws IOException {
    int[] facts = new int[4];
    @Nullable String[] damage = new String[1];
    byte[] values = ImagingNatives.decodeJpeg(file, gray, PixelLimit.most(), facts, damage);
    if (values == null) {
      if (facts[3] == TOO_LARGE) {
        PixelLimit.check(facts[0], facts[1]);
        Pixels.length(facts[0], facts[1], 3);
      }
      return null;
    }
    if (damage[0] != null) {
      warnings.accept(damage[0]);
    }
    return facts[2] == 1
        ? Pixels.of(Mode.L, facts[0], facts[1], values)
        : Pixels.ofReversed(Mode.RGB, facts[0], facts[1], values);
  }

  @Override
  public void convolveRows(
      byte[] from, int width, int top, int height, int bands, byte[] to, Taps taps) {
    check(from, (long) width * (top + (long) height) * bands);
    check(to, (long) taps.length() * height * bands);
    check(taps, width);
    int newWidth = taps.length();
    int step = Math.max(1, BYTES_AT_ONCE / (newWidth * bands));
    for (int begin = 0; begin < height; begin += step) {
      int end = Math.min(height, begin + step);
      ImagingNatives.rows(
          from,
          width,
          top,
          to,
          newWidth,
          bands,
          begin,
          end,
          taps.first(),
          taps.count(),
          taps.fixed());
    }
  }

  @Override
  public void convolveColumns(byte[] from, int row, int height, byte[] to, Taps taps) {
    check(from, (long) row * height);
    check(to, (long) row * taps.length());
    check(taps, height);
    int step = Math.max(1, BYTES_AT_ONCE / row);
    for (int begin = 0; begin < taps.length(); begin += step) {
      int end = Math.min(taps.length(), begin + step);
      ImagingNatives.columns(from, row, to, begin, end, taps.first(), taps.count(), taps.fixed());
    }
  }

  private static void check(byte[] image, long length) {
    if (image.length < length) {
      throw new IllegalArgumentException(
          "an image has " + image.length + " of " + length + " bytes");
    }
  }

  private static void check(Taps taps, int length) {
    for (int i = 0; i < taps.length(); i++) {
      Objects.checkFromIndexSize(taps.first()[i], taps.count()[i], length);
    }
  }
}
