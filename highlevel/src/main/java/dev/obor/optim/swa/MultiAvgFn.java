package dev.obor.optim.swa;

import dev.obor.Tensor;

/** Averages many parameters at once: the {@code multi_avg_fn} of {@link AveragedModel}. */
@FunctionalInterface
public interface MultiAvgFn {
  /**
   * Changes averages in place.
   *
   * @param averaged the averages so far, all of one dtype and device
   * @param current what is to go in, in the same order
   * @param numAveraged how many went in so far, an int64 tensor without dimensions
   */
  void apply(Tensor[] averaged, Tensor[] current, Tensor numAveraged);
}
