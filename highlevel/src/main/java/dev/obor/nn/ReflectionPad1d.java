package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds the reflection of what lies inside, without the border itself to the sides of sequences:
 * Python's {@code torch.nn.ReflectionPad1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size has grown by
 * its paddings, each less than the size of its dimension. Negative ones cut off.
 *
 * <pre>{@code
 * ReflectionPad1d layer = new ReflectionPad1d(size(1, 1));
 * layer.call(Torch.ones(1, 1, 3)).shape();  // torch.Size([1, 1, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReflectionPad1d extends PadNd {
  /** Makes a layer that adds as much on all sides: Python's {@code nn.ReflectionPad1d(padding)}. */
  public ReflectionPad1d(long padding) {
    this(Size.of(padding));
  }

  /** Makes a layer that adds on each side: Python's {@code nn.ReflectionPad1d((left, right))}. */
  public ReflectionPad1d(Size padding) {
    super(1, padding, "reflect");
  }
}
