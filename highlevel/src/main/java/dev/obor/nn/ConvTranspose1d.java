package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.TransposedConvolutionFunctions.ConvTransposeOptions;
import java.util.function.Consumer;

/**
 * Convolves sequences transposed, which makes them larger: Python's {@code
 * torch.nn.ConvTranspose1d}. It is the gradient of {@link Conv1d} with regard to its input.
 *
 * <p>Input: (N, C in, L) or (C in, L). Output: (N, C out, L out) or (C out, L out), where each size
 * is {@code (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1}.
 *
 * <p>Weight, of shape (C in, C out / groups, kernel), and bias are drawn from the uniform
 * distribution over [-k, k) with {@code k = 1 / sqrt(C out / groups * kernel elements)}.
 *
 * <pre>{@code
 * ConvTranspose1d layer = new ConvTranspose1d(16, 33, 3, 2);
 * layer.call(Torch.randn(20, 16, 50)).shape();  // torch.Size([20, 33, 101])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ConvTranspose1d extends ConvTransposeNd {
  /** Makes a layer: Python's {@code nn.ConvTranspose1d(in_channels, out_channels, kernel_size)}. */
  public ConvTranspose1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.ConvTranspose1d(16, 33, 3, stride)}. */
  public ConvTranspose1d(long inChannels, long outChannels, long kernelSize, long stride) {
    this(inChannels, outChannels, kernelSize, o -> o.stride(stride));
  }

  /** Makes a layer with stride and padding: {@code nn.ConvTranspose1d(16, 33, 3, 2, padding)}. */
  public ConvTranspose1d(
      long inChannels, long outChannels, long kernelSize, long stride, long padding) {
    this(inChannels, outChannels, kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public ConvTranspose1d(long inChannels, long outChannels, Size kernelSize) {
    this(inChannels, outChannels, kernelSize, o -> {});
  }

  /**
   * Makes a layer with keyword arguments: {@code new ConvTranspose1d(16, 33, 3, o -> o.stride(2))}.
   */
  public ConvTranspose1d(
      long inChannels, long outChannels, long kernelSize, Consumer<Options> options) {
    this(inChannels, outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public ConvTranspose1d(
      long inChannels, long outChannels, Size kernelSize, Consumer<Options> options) {
    super(1, inChannels, outChannels, kernelSize, Options.of(options));
  }

  @Override
  Tensor convolve(Tensor x, Consumer<ConvTransposeOptions> options) {
    return F.convTranspose1d(x, weight, bias, options);
  }
}
