package dev.obor.vision.ops;

import dev.obor.Scalar;
import dev.obor.Tensor;
import dev.obor.nn.Module;

/**
 * Replaces whole inputs by zeros at random in training, so that a branch beside an identity drops
 * out: Python's {@code torchvision.ops.StochasticDepth}. What stays is divided by the probability
 * of staying.
 *
 * <p>Input: (N, …). Output: the same shape; the input itself in evaluation or when p is 0.
 *
 * <pre>{@code
 * Tensor y = x.add(new StochasticDepth(0.2, "row").call(branch.call(x)));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class StochasticDepth extends Module {
  /** How likely an input is dropped. */
  public final double p;

  /** {@code row} to decide for each element of the batch, {@code batch} for all at once. */
  public final String mode;

  /** Makes the layer: Python's {@code StochasticDepth(p, mode)}. */
  public StochasticDepth(double p, String mode) {
    this.p = p;
    this.mode = mode;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.stochasticDepth(x, p, mode, isTraining());
  }

  @Override
  public String toString() {
    return getName() + "(p=" + Scalar.of(p) + ", mode=" + mode + ")";
  }
}
