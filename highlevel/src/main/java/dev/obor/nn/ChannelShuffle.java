package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Mixes the channels of several groups: Python's {@code torch.nn.ChannelShuffle}.
 *
 * <p>Input: (N, C, *). Output: (N, C, *).
 *
 * <pre>{@code
 * new ChannelShuffle(2).call(Torch.randn(1, 4, 2, 2)).shape();  // torch.Size([1, 4, 2, 2])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ChannelShuffle extends Module {
  /** Into how many groups the channels are divided. */
  public final long groups;

  /** Makes the layer: Python's {@code nn.ChannelShuffle(groups)}. */
  public ChannelShuffle(long groups) {
    this.groups = groups;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.channelShuffle(x, groups);
  }

  @Override
  public String extraRepr() {
    return "groups=" + groups;
  }
}
