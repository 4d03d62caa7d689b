package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.AveragePoolingFunctions.AvgPool1dOptions;
import java.util.function.Consumer;

/**
 * Takes the mean of each window of sequences: Python's {@code torch.nn.AvgPool1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size is {@code
 * floor((size + 2 * padding - kernel) / stride + 1)}.
 *
 * <pre>{@code
 * new AvgPool1d(2).call(Torch.randn(20, 16, 50)).shape();  // torch.Size([20, 16, 25])
 * new AvgPool1d(3, o -> o.stride(2).countIncludePad(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AvgPool1d extends AvgPoolNd {
  /** Makes a layer: Python's {@code nn.AvgPool1d(kernel_size)}. */
  public AvgPool1d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.AvgPool1d(kernel_size, stride)}. */
  public AvgPool1d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.AvgPool1d(kernel_size, stride, padding)}. */
  public AvgPool1d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public AvgPool1d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new AvgPool1d(3, o -> o.stride(2))}. */
  public AvgPool1d(long kernelSize, Consumer<AvgPool1dOptions> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public AvgPool1d(Size kernelSize, Consumer<AvgPool1dOptions> options) {
    this(kernelSize, accepted(options));
  }

  private AvgPool1d(Size kernelSize, AvgPool1dOptions o) {
    super(kernelSize, o);
  }

  private static AvgPool1dOptions accepted(Consumer<AvgPool1dOptions> options) {
    AvgPool1dOptions o = new AvgPool1dOptions();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Aten.avg_pool1d(
        x, kernelSize.toArray(), stride.toArray(), padding.toArray(), ceilMode, countIncludePad);
  }

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Sizes.tuple(kernelSize.toArray())
        + ", stride="
        + Sizes.tuple(stride.toArray())
        + ", padding="
        + Sizes.tuple(padding.toArray());
  }
}
