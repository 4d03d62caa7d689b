package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds copies of the border to the sides of images: Python's {@code torch.nn.ReplicationPad2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size has grown by its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ReplicationPad2d layer = new ReplicationPad2d(size(1, 1, 2, 0));
 * layer.call(Torch.ones(1, 1, 3, 3)).shape();  // torch.Size([1, 1, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReplicationPad2d extends PadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ReplicationPad2d(padding)}.
   */
  public ReplicationPad2d(long padding) {
    this(Size.of(padding));
  }

  /**
   * Makes a layer that adds on each side: Python's {@code nn.ReplicationPad2d((left, right, top,
   * bottom))}.
   */
  public ReplicationPad2d(Size padding) {
    super(2, padding, "replicate");
  }
}
