package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes means of images so that the output has a given size: Python's {@code
 * torch.nn.AdaptiveAvgPool2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, output size) or (C, output size).
 *
 * <pre>{@code
 * AdaptiveAvgPool2d layer = new AdaptiveAvgPool2d(size(5, 7));
 * layer.call(Torch.randn(1, 64, 8, 9)).shape();  // torch.Size([1, 64, 5, 7])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveAvgPool2d extends AdaptivePoolNd {
  /** Makes a layer with one size for all dimensions: Python's {@code nn.AdaptiveAvgPool2d(5)}. */
  public AdaptiveAvgPool2d(long outputSize) {
    super(boxed(outputSize));
  }

  /** Makes a layer with a size for each dimension: {@code nn.AdaptiveAvgPool2d((5, 7))}. */
  public AdaptiveAvgPool2d(Size outputSize) {
    super(boxed(outputSize.toArray()));
  }

  /**
   * Makes a layer that leaves the dimensions without a size as they are: Python's {@code
   * nn.AdaptiveAvgPool2d((None, 7))} is {@code new AdaptiveAvgPool2d(null, 7)}.
   */
  public AdaptiveAvgPool2d(@Nullable Number height, @Nullable Number width) {
    super(height, width);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.adaptiveAvgPool2d(x, outputSize(x));
  }
}
