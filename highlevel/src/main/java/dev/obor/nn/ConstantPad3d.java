package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds a constant to the sides of volumes: Python's {@code torch.nn.ConstantPad3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ConstantPad3d layer = new ConstantPad3d(size(3, 3, 6, 6, 0, 1), 3.5);
 * layer.call(Torch.ones(1, 1, 3, 3, 3)).shape();  // torch.Size([1, 1, 9, 15, 4])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ConstantPad3d extends ConstantPadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ConstantPad3d(padding,
   * value)}.
   */
  public ConstantPad3d(long padding, Number value) {
    this(Size.of(padding), value);
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ConstantPad3d((left, right, top,
   * bottom, front, back), value)}.
   */
  public ConstantPad3d(Size padding, Number value) {
    super(3, padding, value);
  }
}
