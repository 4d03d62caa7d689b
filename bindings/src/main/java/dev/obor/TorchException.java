package dev.obor;

/**
 * Thrown when LibTorch or Obor refuses a call: Python's {@code RuntimeError}, with a subclass for
 * each narrower kind.
 *
 * <p>The first line of the message is Python's text wherever Python has one, so that it can be
 * searched for.
 */
public class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public TorchException(String message) {
    super(message);
  }
}
