package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Maxima and where they lay: what Python's pooling gives with {@code return_indices=True}.
 *
 * @param output the maxima
 * @param indices where each lay, counted in the row-major order of the pooled dimensions of its
 *     channel; int64, of the same shape
 */
public record Pooled(Tensor output, Tensor indices) {
  static Pooled of(Tensor[] pair) {
    return new Pooled(pair[0], pair[1]);
  }
}
