package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Makes height and width of channels: Python's {@code torch.nn.PixelShuffle}.
 *
 * <p>Input: (*, C r², H, W). Output: (*, C, H r, W r).
 *
 * <pre>{@code
 * new PixelShuffle(3).call(Torch.randn(1, 9, 4, 4)).shape();  // torch.Size([1, 1, 12, 12])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PixelShuffle extends Module {
  /** r, by which height and width grow. */
  public final long upscaleFactor;

  /** Makes the layer: Python's {@code nn.PixelShuffle(upscale_factor)}. */
  public PixelShuffle(long upscaleFactor) {
    this.upscaleFactor = upscaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.pixelShuffle(x, upscaleFactor);
  }

  @Override
  public String extraRepr() {
    return "upscale_factor=" + upscaleFactor;
  }
}
