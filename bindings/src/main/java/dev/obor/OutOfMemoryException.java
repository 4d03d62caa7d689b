package dev.obor;

/** Thrown when memory for a tensor could not be allocated: Python's {@code OutOfMemoryError}. */
public final class OutOfMemoryException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public OutOfMemoryException(String message) {
    super(message);
  }
}
