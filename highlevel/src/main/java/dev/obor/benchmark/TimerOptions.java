package dev.obor.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Timer}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class TimerOptions {
  @Nullable String label;
  @Nullable String subLabel;
  @Nullable String description;
  int numThreads = 1;
  double warmUp = 1;

  TimerOptions() {}

  /** Sets what is measured, in a few words; default null, "stmt". */
  public TimerOptions label(@Nullable String value) {
    this.label = value;
    return this;
  }

  /** Sets what tells this measurement from others with the label, such as a size; default null. */
  public TimerOptions subLabel(@Nullable String value) {
    this.subLabel = value;
    return this;
  }

  /** Sets what tells it from others with label and sub-label; default null. */
  public TimerOptions description(@Nullable String value) {
    this.description = value;
    return this;
  }

  /** Sets how many threads LibTorch computes with meanwhile; default 1. */
  public TimerOptions numThreads(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("numThreads must be at least 1, but is " + value);
    }
    this.numThreads = value;
    return this;
  }

  /**
   * Sets for how many seconds the code runs before it is measured, which the JVM's compiler needs;
   * default 1. Python, which compiles nothing, has no such option.
   */
  public TimerOptions warmUp(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("warmUp must not be negative, but is " + value);
    }
    this.warmUp = value;
    return this;
  }
}
