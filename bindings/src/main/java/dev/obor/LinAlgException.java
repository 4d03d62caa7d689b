package dev.obor;

/**
 * Thrown when a matrix does not allow the decomposition or solution asked for: Python's {@code
 * LinAlgError}.
 */
public final class LinAlgException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public LinAlgException(String message) {
    super(message);
  }
}
