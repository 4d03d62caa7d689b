package dev.obor.nn;

import dev.obor.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments that every loss takes: Python's {@code reduction}, and {@code size_average}
 * and {@code reduce}, which it has superseded.
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class LossOptions<O extends LossOptions<O>> {
  private Reduction reduction = Reduction.MEAN;
  private @Nullable Boolean sizeAverage;
  private @Nullable Boolean reduce;

  LossOptions() {}

  abstract O self();

  /** Sets what is made of the losses of the single elements; default {@link Reduction#MEAN}. */
  public O reduction(Reduction value) {
    this.reduction = value;
    return self();
  }

  /** Sets the same by Python's name: {@code none}, {@code mean} or {@code sum}. */
  public O reduction(String value) {
    return reduction(Reduction.of(value));
  }

  /** Sets whether the mean is taken instead of the sum: the old form of {@link #reduction}. */
  public O sizeAverage(boolean value) {
    this.sizeAverage = value;
    return self();
  }

  /** Sets whether losses are reduced at all: the old form of {@link #reduction}. */
  public O reduce(boolean value) {
    this.reduce = value;
    return self();
  }

  /** What the three say together: the old ones count more, and are warned of. */
  final Reduction reduction() {
    if (sizeAverage == null && reduce == null) {
      return reduction;
    }
    boolean reduces = reduce == null || reduce;
    boolean averages = sizeAverage == null || sizeAverage;
    Reduction old = reduces && averages ? Reduction.MEAN : reduces ? Reduction.SUM : Reduction.NONE;
    Warnings.warn(
        "size_average and reduce args will be deprecated, please use reduction='"
            + old
            + "' instead.");
    return old;
  }
}
