package dev.obor.nn;

import dev.obor.Tensor;

/**
 * The hyperbolic tangent: Python's {@code torch.nn.Tanh}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Tanh().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.7616,  0.9640])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Tanh extends Module {
  /** Makes the layer: Python's {@code nn.Tanh()}. */
  public Tanh() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.tanh(x);
  }
}
