package dev.obor.vision.image;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Native code that reads and resizes images faster than Java can: a service, which the artifact
 * {@code obor-imaging} provides.
 *
 * <p>An engine is found by {@link java.util.ServiceLoader} when the first image is read or resized;
 * without one {@link javax.imageio.ImageIO} and Java do the same work. The pixels of a resized
 * image are the same to the last bit.
 *
 * <p>All methods may be called from any thread.
 */
public interface ImageEngine {
  /** Whether its native code runs on this machine; if not, nothing else is called. */
  boolean isAvailable();

  /**
   * Reads the pixels of a JPEG file, as they are stored.
   *
   * @param gray whether only the brightness is wanted, where a file has that by itself
   * @param warnings takes what is wrong with the file and does not hinder reading
   * @return of mode L or RGB, or null if the file is of a kind that the engine leaves to others
   * @throws IOException if the file is damaged
   * @throws DecompressionBombException if the file says that it has too many pixels; before memory
   *     is taken for them
   */
  @Nullable Pixels readJpeg(byte[] file, boolean gray, Consumer<String> warnings)
      throws IOException;

  /**
   * Makes rows of an image longer or shorter.
   *
   * @param from the image, {@code width * bands} bytes for each row
   * @param top the first row to take
   * @param height how many rows to take
   * @param to the new image, with as many rows and {@code taps.length() * bands} bytes for each
   * @param taps the pixels that make each new one of a row
   */
  void convolveRows(byte[] from, int width, int top, int height, int bands, byte[] to, Taps taps);

  /**
   * Makes more or fewer rows of an image.
   *
   * @param from the image, {@code row} bytes for each of {@code height} rows
   * @param to the new image, with {@code taps.length()} rows
   * @param taps the rows that make each new one
   */
  void convolveColumns(byte[] from, int row, int height, byte[] to, Taps taps);
}
