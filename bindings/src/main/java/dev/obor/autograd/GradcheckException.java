package dev.obor.autograd;

import dev.obor.TorchException;

/**
 * Gradients that are not what they should be: Python's {@code
 * torch.autograd.gradcheck.GradcheckError}.
 */
public final class GradcheckException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public GradcheckException(String message) {
    super(message);
  }
}
