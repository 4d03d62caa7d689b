package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Takes the p-norm of each window of volumes: Python's {@code torch.nn.LPPool3d}, {@code sum(x **
 * p) ** (1 / p)}; with p = 1 it is a sum.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size is {@code floor((size - kernel) / stride + 1)}.
 *
 * <pre>{@code
 * new LPPool3d(2, 2).call(Torch.randn(20, 16, 50, 44, 31)).shape();  // torch.Size([20, 16, 25, 22, 15])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LPPool3d extends LPPoolNd {
  /** Makes a layer: Python's {@code nn.LPPool3d(norm_type, kernel_size)}. */
  public LPPool3d(Number normType, long kernelSize) {
    this(normType, kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.LPPool3d(norm_type, kernel_size, stride)}. */
  public LPPool3d(Number normType, long kernelSize, long stride) {
    this(normType, kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public LPPool3d(Number normType, Size kernelSize) {
    this(normType, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LPPool3d(2, 3, o -> o.stride(2))}. */
  public LPPool3d(Number normType, long kernelSize, Consumer<Options> options) {
    this(normType, Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public LPPool3d(Number normType, Size kernelSize, Consumer<Options> options) {
    super(normType, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.lpPool(x, 3, normType.doubleValue(), kernelSize, stride, ceilMode);
  }
}
