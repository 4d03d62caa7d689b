package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Makes channels of height and width: Python's {@code torch.nn.PixelUnshuffle}.
 *
 * <p>Input: (*, C, H r, W r). Output: (*, C r², H, W).
 *
 * <pre>{@code
 * new PixelUnshuffle(3).call(Torch.randn(1, 1, 12, 12)).shape();  // torch.Size([1, 9, 4, 4])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PixelUnshuffle extends Module {
  /** r, by which height and width shrink. */
  public final long downscaleFactor;

  /** Makes the layer: Python's {@code nn.PixelUnshuffle(downscale_factor)}. */
  public PixelUnshuffle(long downscaleFactor) {
    this.downscaleFactor = downscaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.pixelUnshuffle(x, downscaleFactor);
  }

  @Override
  public String extraRepr() {
    return "downscale_factor=" + downscaleFactor;
  }
}
