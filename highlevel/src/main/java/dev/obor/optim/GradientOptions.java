package dev.obor.optim;

/**
 * Keyword arguments of optimizers that choose how a step is computed.
 *
 * @param <O> the options of one optimizer
 */
public abstract class GradientOptions<O extends GradientOptions<O>> extends OptimizerOptions<O> {
  GradientOptions() {}

  /** Sets whether the objective is maximized instead of minimized; default false. */
  public O maximize(boolean value) {
    return set("maximize", value);
  }

  /**
   * Sets whether all parameters are changed by one call for each operation, as Python's {@code
   * foreach=True} does, or one after the other. If it is not set, the numbers are those of Python's
   * default for the device, and one call is made for each operation where that gives the same bits.
   */
  public O foreach(boolean value) {
    return set("foreach", value);
  }

  /**
   * Sets whether gradients flow through the step itself; default false. Then parameters are changed
   * one after the other.
   */
  public O differentiable(boolean value) {
    return set("differentiable", value);
  }
}
