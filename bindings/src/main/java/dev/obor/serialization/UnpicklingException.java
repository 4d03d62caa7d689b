package dev.obor.serialization;

import dev.obor.TorchException;

/**
 * Thrown when a file asks for what is not on the list of things that a checkpoint may hold, or when
 * its pickle makes no sense: Python's {@code pickle.UnpicklingError}.
 *
 * <p>The first line is Python's text and names what was asked for.
 */
public final class UnpicklingException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public UnpicklingException(String message) {
    super(message);
  }

  /** The text that Python's {@code torch.load} gives an error of its interpreter. */
  static UnpicklingException of(String text) {
    return new UnpicklingException("Weights only load failed. WeightsUnpickler error: " + text);
  }
}
