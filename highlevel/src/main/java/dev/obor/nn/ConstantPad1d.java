package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds a constant to the sides of sequences: Python's {@code torch.nn.ConstantPad1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size has grown by
 * its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ConstantPad1d layer = new ConstantPad1d(size(1, 1), 3.5);
 * layer.call(Torch.ones(1, 1, 3)).shape();  // torch.Size([1, 1, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ConstantPad1d extends ConstantPadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ConstantPad1d(padding,
   * value)}.
   */
  public ConstantPad1d(long padding, Number value) {
    this(Size.of(padding), value);
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ConstantPad1d((left, right), value)}.
   */
  public ConstantPad1d(Size padding, Number value) {
    super(1, padding, value);
  }
}
