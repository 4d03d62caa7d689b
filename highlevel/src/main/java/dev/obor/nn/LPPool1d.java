package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Takes the p-norm of each window of sequences: Python's {@code torch.nn.LPPool1d}, {@code sum(x **
 * p) ** (1 / p)}; with p = 1 it is a sum.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size is {@code
 * floor((size - kernel) / stride + 1)}.
 *
 * <pre>{@code
 * new LPPool1d(2, 2).call(Torch.randn(20, 16, 50)).shape();  // torch.Size([20, 16, 25])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LPPool1d extends LPPoolNd {
  /** Makes a layer: Python's {@code nn.LPPool1d(norm_type, kernel_size)}. */
  public LPPool1d(Number normType, long kernelSize) {
    this(normType, kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.LPPool1d(norm_type, kernel_size, stride)}. */
  public LPPool1d(Number normType, long kernelSize, long stride) {
    this(normType, kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public LPPool1d(Number normType, Size kernelSize) {
    this(normType, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LPPool1d(2, 3, o -> o.stride(2))}. */
  public LPPool1d(Number normType, long kernelSize, Consumer<Options> options) {
    this(normType, Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public LPPool1d(Number normType, Size kernelSize, Consumer<Options> options) {
    super(normType, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.lpPool(x, 1, normType.doubleValue(), kernelSize, stride, ceilMode);
  }
}
