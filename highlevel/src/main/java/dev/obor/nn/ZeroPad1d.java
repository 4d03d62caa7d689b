package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds zeros to the sides of sequences: Python's {@code torch.nn.ZeroPad1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size has grown by
 * its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ZeroPad1d layer = new ZeroPad1d(size(1, 1));
 * layer.call(Torch.ones(1, 1, 3)).shape();  // torch.Size([1, 1, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ZeroPad1d extends ConstantPad1d {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ZeroPad1d(padding)}. */
  public ZeroPad1d(long padding) {
    this(Size.of(padding));
  }

  /** Makes a layer that adds on each side: Python's {@code nn.ZeroPad1d((left, right))}. */
  public ZeroPad1d(Size padding) {
    super(padding, 0.0);
  }

  @Override
  public String extraRepr() {
    return Sizes.tuple(padding.toArray());
  }
}
