package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Takes the maximum of each window of volumes: Python's {@code torch.nn.MaxPool3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size is {@code floor((size + 2 * padding - dilation * (kernel - 1) - 1) /
 * stride + 1)}.
 *
 * <pre>{@code
 * new MaxPool3d(2).call(Torch.randn(20, 16, 50, 44, 31)).shape();  // torch.Size([20, 16, 25, 22, 15])
 * new MaxPool3d(3, o -> o.stride(2).padding(1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaxPool3d extends MaxPoolNd {
  /** Makes a layer: Python's {@code nn.MaxPool3d(kernel_size)}. */
  public MaxPool3d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.MaxPool3d(kernel_size, stride)}. */
  public MaxPool3d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.MaxPool3d(kernel_size, stride, padding)}. */
  public MaxPool3d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public MaxPool3d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new MaxPool3d(3, o -> o.stride(2))}. */
  public MaxPool3d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public MaxPool3d(Size kernelSize, Consumer<Options> options) {
    super(kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.maxPool3d(x, kernelSize, stride, padding, dilation, ceilMode);
  }

  @Override
  public Pooled forwardWithIndices(Tensor x) {
    return F.maxPool3dWithIndices(x, kernelSize, stride, padding, dilation, ceilMode);
  }
}
