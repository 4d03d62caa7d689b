package dev.obor.autograd;

import dev.obor.TorchException;

/**
 * A checkpointed function that did something else when it was run again: Python's {@code
 * torch.utils.checkpoint.CheckpointError}.
 */
public final class CheckpointException extends TorchException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message begins with Python's text. */
  public CheckpointException(String message) {
    super(message);
  }
}
