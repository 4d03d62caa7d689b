package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Makes the channels of each pixel positive with sum 1: Python's {@code torch.nn.Softmax2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: the same shape.
 *
 * <pre>{@code
 * new Softmax2d().call(Torch.zeros(1, 4, 2, 2));  // 0.25 everywhere
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softmax2d extends Module {
  /** Makes the layer: Python's {@code nn.Softmax2d()}. */
  public Softmax2d() {}

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 3 && x.dim() != 4) {
      throw new ValueException(
          "Softmax2d: expected input to be 3D or 4D, got " + x.dim() + "D instead");
    }
    return F.softmax(x, -3);
  }
}
