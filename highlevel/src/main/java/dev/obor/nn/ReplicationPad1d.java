package dev.obor.nn;

import dev.obor.Size;

/**
 * Adds copies of the border to the sides of sequences: Python's {@code torch.nn.ReplicationPad1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size has grown by
 * its paddings. Negative ones cut off.
 *
 * <pre>{@code
 * ReplicationPad1d layer = new ReplicationPad1d(size(1, 1));
 * layer.call(Torch.ones(1, 1, 3)).shape();  // torch.Size([1, 1, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReplicationPad1d extends PadNd {
  /**
   * Makes a layer that adds as much on all sides: Python's {@code nn.ReplicationPad1d(padding)}.
   */
  public ReplicationPad1d(long padding) {
    this(Size.of(padding));
  }

  /** Makes a layer that adds on each side: Python's {@code nn.ReplicationPad1d((left, right))}. */
  public ReplicationPad1d(Size padding) {
    super(1, padding, "replicate");
  }
}
