package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Adds what lies at the other end to the sides of sequences: Python's {@code
 * torch.nn.CircularPad1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size has grown by
 * its paddings, each at most the size of its dimension. Negative ones cut off.
 *
 * <pre>{@code
 * CircularPad1d layer = new CircularPad1d(size(1, 1));
 * layer.call(Torch.ones(1, 1, 3)).shape();  // torch.Size([1, 1, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CircularPad1d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.CircularPad1d(padding)}. */
  public CircularPad1d(long padding) {
    this(Size.of(padding));
  }

  /** Makes a layer that adds on each side: Python's {@code nn.CircularPad1d((left, right))}. */
  public CircularPad1d(Size padding) {
    super(1, padding, "circular");
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 2 && x.dim() != 3) {
      throw new ValueException("expected 2D or 3D input (got " + x.dim() + "D input)");
    }
    return super.forward(x);
  }
}
