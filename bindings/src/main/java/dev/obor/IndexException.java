package dev.obor;

/** Thrown when an index or a dimension is out of range: Python's {@code IndexError}. */
public final class IndexException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public IndexException(String message) {
    super(message);
  }
}
