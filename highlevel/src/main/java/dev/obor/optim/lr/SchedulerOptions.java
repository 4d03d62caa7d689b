package dev.obor.optim.lr;

/**
 * Keyword arguments that almost all schedulers have.
 *
 * @param <O> the options of one scheduler
 */
public abstract class SchedulerOptions<O extends SchedulerOptions<O>> {
  int lastEpoch = -1;

  SchedulerOptions() {}

  /**
   * Sets the last epoch of the training that goes on; default -1, to begin.
   *
   * <p>Otherwise the groups must have {@code initial_lr}, which the optimizer's state dict holds.
   */
  @SuppressWarnings("unchecked") // O is the subclass itself
  public O lastEpoch(int value) {
    lastEpoch = value;
    return (O) this;
  }
}
