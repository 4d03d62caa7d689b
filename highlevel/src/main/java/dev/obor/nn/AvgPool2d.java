package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.AveragePoolingFunctions.AvgPoolOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the mean of each window of images: Python's {@code torch.nn.AvgPool2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size is {@code floor((size + 2 * padding - kernel) / stride + 1)}.
 *
 * <pre>{@code
 * new AvgPool2d(2).call(Torch.randn(20, 16, 50, 32)).shape();  // torch.Size([20, 16, 25, 16])
 * new AvgPool2d(3, o -> o.stride(2).countIncludePad(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AvgPool2d extends AvgPoolNd {
  /** By what sums are divided, or null for the number of elements. */
  public final @Nullable Long divisorOverride;

  /** Makes a layer: Python's {@code nn.AvgPool2d(kernel_size)}. */
  public AvgPool2d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.AvgPool2d(kernel_size, stride)}. */
  public AvgPool2d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.AvgPool2d(kernel_size, stride, padding)}. */
  public AvgPool2d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public AvgPool2d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new AvgPool2d(3, o -> o.stride(2))}. */
  public AvgPool2d(long kernelSize, Consumer<AvgPoolOptions> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public AvgPool2d(Size kernelSize, Consumer<AvgPoolOptions> options) {
    this(kernelSize, accepted(options));
  }

  private AvgPool2d(Size kernelSize, AvgPoolOptions o) {
    super(kernelSize, o);
    this.divisorOverride = o.divisorOverride;
  }

  private static AvgPoolOptions accepted(Consumer<AvgPoolOptions> options) {
    AvgPoolOptions o = new AvgPoolOptions();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Aten.avg_pool2d(
        x,
        kernelSize.toArray(),
        stride.toArray(),
        padding.toArray(),
        ceilMode,
        countIncludePad,
        divisorOverride);
  }
}
