package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Adds what lies at the other end to the sides of volumes: Python's {@code torch.nn.CircularPad3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size has grown by its paddings, each at most the size of its dimension.
 * Negative ones cut off.
 *
 * <pre>{@code
 * CircularPad3d layer = new CircularPad3d(size(3, 3, 6, 6, 0, 1));
 * layer.call(Torch.ones(1, 1, 8, 8, 8)).shape();  // torch.Size([1, 1, 9, 20, 14])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CircularPad3d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.CircularPad3d(padding)}. */
  public CircularPad3d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.CircularPad3d((left, right, top,
   * bottom, front, back))}.
   */
  public CircularPad3d(Size padding) {
    super(3, padding, "circular");
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 4 && x.dim() != 5) {
      throw new ValueException("expected 4D or 5D input (got " + x.dim() + "D input)");
    }
    return super.forward(x);
  }
}
