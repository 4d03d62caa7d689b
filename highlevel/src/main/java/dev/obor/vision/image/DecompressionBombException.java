package dev.obor.vision.image;

import dev.obor.TorchException;

/**
 * Thrown when a file says that its image has more pixels than anybody is likely to want: Pillow's
 * {@code DecompressionBombError}.
 *
 * <p>{@link PixelLimit} holds the limit.
 */
public final class DecompressionBombException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Pillow's text. */
  public DecompressionBombException(String message) {
    super(message);
  }
}
