package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Maps each element to between -1 and 1: Python's {@code torch.nn.Softsign}, {@code x / (1 + |x|)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Softsign().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.5000,  0.6667])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softsign extends Module {
  /** Makes the layer: Python's {@code nn.Softsign()}. */
  public Softsign() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.softsign(x);
  }
}
