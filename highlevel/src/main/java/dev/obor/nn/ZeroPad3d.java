package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds zeros to the sides of volumes: Python's {@code torch.nn.ZeroPad3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ZeroPad3d layer = new ZeroPad3d(size(3, 3, 6, 6, 0, 1));
 * layer.call(Torch.ones(1, 1, 3, 3, 3)).shape();  // torch.Size([1, 1, 9, 15, 4])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ZeroPad3d extends ConstantPad3d {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ZeroPad3d(padding)}. */
  public ZeroPad3d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ZeroPad3d((left, right, top, bottom,
   * front, back))}.
   */
  public ZeroPad3d(Size padding) {
    super(padding, 0.0);
  }

  @Override
  public String extraRepr() {
    return Sizes.tuple(padding.toArray());
  }
}
