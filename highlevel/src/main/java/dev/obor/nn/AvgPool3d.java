package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.AveragePoolingFunctions.AvgPoolOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the mean of each window of volumes: Python's {@code torch.nn.AvgPool3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size is {@code floor((size + 2 * padding - kernel) / stride + 1)}.
 *
 * <pre>{@code
 * new AvgPool3d(2).call(Torch.randn(20, 16, 50, 44, 31)).shape();  // torch.Size([20, 16, 25, 22, 15])
 * new AvgPool3d(3, o -> o.stride(2).countIncludePad(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AvgPool3d extends AvgPoolNd {
  /** By what sums are divided, or null for the number of elements. */
  public final @Nullable Long divisorOverride;

  /** Makes a layer: Python's {@code nn.AvgPool3d(kernel_size)}. */
  public AvgPool3d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.AvgPool3d(kernel_size, stride)}. */
  public AvgPool3d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.AvgPool3d(kernel_size, stride, padding)}. */
  public AvgPool3d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public AvgPool3d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new AvgPool3d(3, o -> o.stride(2))}. */
  public AvgPool3d(long kernelSize, Consumer<AvgPoolOptions> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public AvgPool3d(Size kernelSize, Consumer<AvgPoolOptions> options) {
    this(kernelSize, accepted(options));
  }

  private AvgPool3d(Size kernelSize, AvgPoolOptions o) {
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
    return Aten.avg_pool3d(
        x,
        kernelSize.toArray(),
        stride.toArray(),
        padding.toArray(),
        ceilMode,
        countIncludePad,
        divisorOverride);
  }
}
