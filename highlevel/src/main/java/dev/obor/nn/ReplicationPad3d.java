package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds copies of the border to the sides of volumes: Python's {@code torch.nn.ReplicationPad3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ReplicationPad3d layer = new ReplicationPad3d(size(3, 3, 6, 6, 0, 1));
 * layer.call(Torch.ones(1, 1, 3, 3, 3)).shape();  // torch.Size([1, 1, 9, 15, 4])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReplicationPad3d extends PadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ReplicationPad3d(padding)}.
   */
  public ReplicationPad3d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ReplicationPad3d((left, right, top,
   * bottom, front, back))}.
   */
  public ReplicationPad3d(Size padding) {
    super(3, padding, "replicate");
  }
}
