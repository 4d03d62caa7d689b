package dev.obor;

/**
 * Thrown when an operator has no implementation for the dtype, layout or device: Python's {@code
 * NotImplementedError}.
 */
public final class NotImplementedException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public NotImplementedException(String message) {
    super(message);
  }
}
