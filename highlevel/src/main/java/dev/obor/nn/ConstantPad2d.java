package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds a constant to the sides of images: Python's {@code torch.nn.ConstantPad2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ConstantPad2d layer = new ConstantPad2d(size(1, 1, 2, 0), 3.5);
 * layer.call(Torch.ones(1, 1, 3, 3)).shape();  // torch.Size([1, 1, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ConstantPad2d extends ConstantPadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ConstantPad2d(padding,
   * value)}.
   */
  public ConstantPad2d(long padding, Number value) {
    this(Size.of(padding), value);
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ConstantPad2d((left, right, top,
   * bottom), value)}.
   */
  public ConstantPad2d(Size padding, Number value) {
    super(2, padding, value);
  }
}
