package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Maps each element to between 0 and 1: Python's {@code torch.nn.Sigmoid}, {@code 1 / (1 +
 * exp(-x))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Sigmoid().call(Torch.tensor(new double[] {-1, 2}));  // tensor([0.2689, 0.8808])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Sigmoid extends Module {
  /** Makes the layer: Python's {@code nn.Sigmoid()}. */
  public Sigmoid() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.sigmoid(x);
  }
}
