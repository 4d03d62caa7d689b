package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds the reflection of what lies inside, without the border itself to the sides of volumes:
 * Python's {@code torch.nn.ReflectionPad3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size has grown by its paddings, each less than the size of its dimension.
 * Negative ones cut off.
 *
 * <pre>{@code
 * ReflectionPad3d layer = new ReflectionPad3d(size(3, 3, 6, 6, 0, 1));
 * layer.call(Torch.ones(1, 1, 8, 8, 8)).shape();  // torch.Size([1, 1, 9, 20, 14])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReflectionPad3d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ReflectionPad3d(padding)}. */
  public ReflectionPad3d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ReflectionPad3d((left, right, top,
   * bottom, front, back))}.
   */
  public ReflectionPad3d(Size padding) {
    super(3, padding, "reflect");
  }
}
