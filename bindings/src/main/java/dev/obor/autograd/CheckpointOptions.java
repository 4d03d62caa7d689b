package dev.obor.autograd;

import dev.obor.ValueException;

/**
 * The keyword arguments of {@link Checkpoint#checkpoint(java.util.function.Function,
 * dev.obor.Tensor[], java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class CheckpointOptions {
  boolean preserveRngState = true;
  boolean checkDeterminism = true;
  boolean earlyStop = true;

  CheckpointOptions() {}

  /**
   * Sets whether the function draws the same random numbers when it is run again; without it, it
   * does. This concerns the CPU's default generator.
   */
  public CheckpointOptions preserveRngState(boolean value) {
    this.preserveRngState = value;
    return this;
  }

  /**
   * Sets how the tensors of the second run are compared with those of the first: {@code "default"},
   * as without it, compares shapes, dtypes and devices, {@code "none"} nothing.
   *
   * @throws ValueException if the value is neither
   */
  public CheckpointOptions determinismCheck(String value) {
    if (!value.equals("default") && !value.equals("none")) {
      throw new ValueException(
          "determinism_check should be one of ['default', 'none'], but got " + value);
    }
    this.checkDeterminism = value.equals("default");
    return this;
  }

  /**
   * Sets whether the second run ends as soon as all tensors are there; without it, it does. It ends
   * by an {@link Error} that is thrown through the function.
   */
  public CheckpointOptions earlyStop(boolean value) {
    this.earlyStop = value;
    return this;
  }
}
