package dev.obor;

/** Thrown when an argument has the wrong type: Python's {@code TypeError}. */
public final class TypeException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public TypeException(String message) {
    super(message);
  }
}
