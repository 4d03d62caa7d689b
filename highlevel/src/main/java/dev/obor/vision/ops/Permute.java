package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.Module;

/**
 * Shows a tensor with its dimensions in another order: Python's {@code torchvision.ops.Permute}.
 *
 * <p>Output: a view of the input.
 *
 * <pre>{@code
 * new Permute(0, 2, 3, 1).call(pictures);  // (N, C, H, W) to (N, H, W, C)
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Permute extends Module {
  private final long[] dims;

  /** Makes the layer for an order: Python's {@code Permute(dims)}. */
  public Permute(long... dims) {
    this.dims = dims.clone();
  }

  /** The order of the dimensions: Python's {@code permute.dims}. */
  public long[] dims() {
    return dims.clone();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.permute(dims);
  }
}
