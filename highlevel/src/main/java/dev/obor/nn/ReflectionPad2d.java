package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds the reflection of what lies inside, without the border itself to the sides of images:
 * Python's {@code torch.nn.ReflectionPad2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size has grown by its paddings, each less than the size of its dimension. Negative ones cut
 * off.
 *
 * <pre>{@code
 * ReflectionPad2d layer = new ReflectionPad2d(size(1, 1, 2, 0));
 * layer.call(Torch.ones(1, 1, 3, 3)).shape();  // torch.Size([1, 1, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReflectionPad2d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ReflectionPad2d(padding)}. */
  public ReflectionPad2d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ReflectionPad2d((left, right, top,
   * bottom))}.
   */
  public ReflectionPad2d(Size padding) {
    super(2, padding, "reflect");
  }
}
