package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Takes the maximum of each window of images: Python's {@code torch.nn.MaxPool2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), where
 * each size is {@code floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)}.
 *
 * <pre>{@code
 * new MaxPool2d(2).call(Torch.randn(20, 16, 50, 32)).shape();  // torch.Size([20, 16, 25, 16])
 * new MaxPool2d(3, o -> o.stride(2).padding(1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaxPool2d extends MaxPoolNd {
  /** Makes a layer: Python's {@code nn.MaxPool2d(kernel_size)}. */
  public MaxPool2d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.MaxPool2d(kernel_size, stride)}. */
  public MaxPool2d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.MaxPool2d(kernel_size, stride, padding)}. */
  public MaxPool2d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public MaxPool2d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new MaxPool2d(3, o -> o.stride(2))}. */
  public MaxPool2d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public MaxPool2d(Size kernelSize, Consumer<Options> options) {
    super(kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.maxPool2d(x, kernelSize, stride, padding, dilation, ceilMode);
  }

  @Override
  public Pooled forwardWithIndices(Tensor x) {
    return F.maxPool2dWithIndices(x, kernelSize, stride, padding, dilation, ceilMode);
  }
}
