package dev.obor.optim;

/**
 * Keyword arguments of optimizers that Python can record into a CUDA graph.
 *
 * @param <O> the options of one optimizer
 */
public abstract class CapturableOptions<O extends CapturableOptions<O>> extends GradientOptions<O> {
  CapturableOptions() {}

  /**
   * Sets whether steps can be captured in a graph of the accelerator; default false. A step then
   * throws: as Python's on a device without such graphs, and on others because Obor has none.
   */
  public O capturable(boolean value) {
    return set("capturable", value);
  }
}
