package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds zeros to the sides of images: Python's {@code torch.nn.ZeroPad2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ZeroPad2d layer = new ZeroPad2d(size(1, 1, 2, 0));
 * layer.call(Torch.ones(1, 1, 3, 3)).shape();  // torch.Size([1, 1, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ZeroPad2d extends ConstantPad2d {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ZeroPad2d(padding)}. */
  public ZeroPad2d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ZeroPad2d((left, right, top,
   * bottom))}.
   */
  public ZeroPad2d(Size padding) {
    super(padding, 0.0);
  }

  @Override
  public String extraRepr() {
    return Sizes.tuple(padding.toArray());
  }
}
