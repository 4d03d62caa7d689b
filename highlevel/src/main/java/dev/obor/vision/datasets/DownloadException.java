package dev.obor.vision.datasets;

import dev.obor.TorchException;
import org.jspecify.annotations.Nullable;

/** Thrown when a file cannot be had from where it is said to be: Python's {@code URLError}. */
public final class DownloadException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception. */
  public DownloadException(String message, @Nullable Throwable cause) {
    super(message);
    initCause(cause);
  }
}
