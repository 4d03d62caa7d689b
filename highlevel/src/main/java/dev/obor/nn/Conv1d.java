package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.ConvolutionFunctions.ConvOptions;
import java.util.function.Consumer;

/**
 * Convolves sequences: Python's {@code torch.nn.Conv1d}. Each output channel is the sum of the
 * input channels of its group, each correlated with a kernel, and of a bias.
 *
 * <p>Input: (N, C in, L) or (C in, L). Output: (N, C out, L out) or (C out, L out), where each size
 * is {@code floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)}.
 *
 * <p>Weight, of shape (C out, C in / groups, kernel), and bias are drawn from the uniform
 * distribution over [-k, k) with {@code k = 1 / sqrt(C in / groups * kernel elements)}.
 *
 * <pre>{@code
 * new Conv1d(16, 33, 3).call(Torch.randn(20, 16, 50)).shape();  // torch.Size([20, 33, 48])
 * new Conv1d(16, 33, 3, o -> o.stride(2).padding(1));
 * new Conv1d(16, 33, 3, o -> o.padding("same").bias(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Conv1d extends ConvNd {
  /** Makes a layer: Python's {@code nn.Conv1d(in_channels, out_channels, kernel_size)}. */
  public Conv1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.Conv1d(16, 33, 3, stride)}. */
  public Conv1d(long inChannels, long outChannels, long kernelSize, long stride) {
    this(inChannels, outChannels, kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: Python's {@code nn.Conv1d(16, 33, 3, 1, padding)}. */
  public Conv1d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
    this(inChannels, outChannels, kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public Conv1d(long inChannels, long outChannels, Size kernelSize) {
    this(inChannels, outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new Conv1d(16, 33, 3, o -> o.padding(1))}. */
  public Conv1d(long inChannels, long outChannels, long kernelSize, Consumer<Options> options) {
    this(inChannels, outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public Conv1d(long inChannels, long outChannels, Size kernelSize, Consumer<Options> options) {
    super(1, inChannels, outChannels, kernelSize, Options.of(options));
  }

  @Override
  Tensor convolve(Tensor x, Consumer<ConvOptions> options) {
    return F.conv1d(x, weight, bias, options);
  }
}
