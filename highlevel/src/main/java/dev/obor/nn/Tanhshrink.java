package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Subtracts from each element its hyperbolic tangent: Python's {@code torch.nn.Tanhshrink}, {@code
 * x - tanh(x)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Tanhshrink().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.2384,  1.0360])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Tanhshrink extends Module {
  /** Makes the layer: Python's {@code nn.Tanhshrink()}. */
  public Tanhshrink() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.tanhshrink(x);
  }
}
