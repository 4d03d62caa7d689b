package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;

/**
 * Takes means of sequences so that the output has a given size: Python's {@code
 * torch.nn.AdaptiveAvgPool1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, output size) or (C, output size).
 *
 * <pre>{@code
 * AdaptiveAvgPool1d layer = new AdaptiveAvgPool1d(5);
 * layer.call(Torch.randn(1, 64, 8)).shape();  // torch.Size([1, 64, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveAvgPool1d extends AdaptivePoolNd {
  /** Makes a layer with one size for all dimensions: Python's {@code nn.AdaptiveAvgPool1d(5)}. */
  public AdaptiveAvgPool1d(long outputSize) {
    super(boxed(outputSize));
  }

  /** Makes a layer with a size for each dimension: {@code nn.AdaptiveAvgPool1d((5,))}. */
  public AdaptiveAvgPool1d(Size outputSize) {
    super(boxed(outputSize.toArray()));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.adaptiveAvgPool1d(x, outputSize(x));
  }
}
