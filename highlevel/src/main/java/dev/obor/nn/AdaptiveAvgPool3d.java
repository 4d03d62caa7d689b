package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes means of volumes so that the output has a given size: Python's {@code
 * torch.nn.AdaptiveAvgPool3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, output size) or (C, output size).
 *
 * <pre>{@code
 * AdaptiveAvgPool3d layer = new AdaptiveAvgPool3d(size(5, 7, 9));
 * layer.call(Torch.randn(1, 64, 8, 9, 10)).shape();  // torch.Size([1, 64, 5, 7, 9])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveAvgPool3d extends AdaptivePoolNd {
  /** Makes a layer with one size for all dimensions: Python's {@code nn.AdaptiveAvgPool3d(5)}. */
  public AdaptiveAvgPool3d(long outputSize) {
    super(boxed(outputSize));
  }

  /** Makes a layer with a size for each dimension: {@code nn.AdaptiveAvgPool3d((5, 7, 9))}. */
  public AdaptiveAvgPool3d(Size outputSize) {
    super(boxed(outputSize.toArray()));
  }

  /**
   * Makes a layer that leaves the dimensions without a size as they are: Python's {@code
   * nn.AdaptiveAvgPool3d((None, 7, 9))} is {@code new AdaptiveAvgPool3d(null, 7, 9)}.
   */
  public AdaptiveAvgPool3d(
      @Nullable Number depth, @Nullable Number height, @Nullable Number width) {
    super(depth, height, width);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.adaptiveAvgPool3d(x, outputSize(x));
  }
}
