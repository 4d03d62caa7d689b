package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Adds what lies at the other end to the sides of images: Python's {@code torch.nn.CircularPad2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size has grown by its paddings, each at most the size of its dimension. Negative ones cut
 * off.
 *
 * <pre>{@code
 * CircularPad2d layer = new CircularPad2d(size(1, 1, 2, 0));
 * layer.call(Torch.ones(1, 1, 3, 3)).shape();  // torch.Size([1, 1, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CircularPad2d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.CircularPad2d(padding)}. */
  public CircularPad2d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.CircularPad2d((left, right, top,
   * bottom))}.
   */
  public CircularPad2d(Size padding) {
    super(2, padding, "circular");
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 3 && x.dim() != 4) {
      throw new ValueException("expected 3D or 4D input (got " + x.dim() + "D input)");
    }
    return super.forward(x);
  }
}
