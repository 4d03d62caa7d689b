package dev.obor.optim.swa;

import dev.obor.Tensor;

/** Averages one parameter: the {@code avg_fn} of {@link AveragedModel}. */
@FunctionalInterface
public interface AvgFn {
  /**
   * Computes the next average.
   *
   * @param averaged the average so far
   * @param current what is to go in
   * @param numAveraged how many went in so far, an int64 tensor without dimensions
   * @return the next average, a new tensor
   */
  Tensor apply(Tensor averaged, Tensor current, Tensor numAveraged);
}
