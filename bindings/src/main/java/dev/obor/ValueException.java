package dev.obor;

/**
 * Thrown when an argument has the right type but an unusable value: Python's {@code ValueError}.
 */
public final class ValueException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public ValueException(String message) {
    super(message);
  }
}
