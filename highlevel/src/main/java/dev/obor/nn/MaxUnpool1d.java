package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts maxima back to where {@link MaxPool1d} found them, between zeros: Python's {@code
 * torch.nn.MaxUnpool1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, L out) or (C, L out), where each size is {@code
 * (size - 1) * stride - 2 * padding + kernel} unless another is given. The second input has the
 * places of the maxima and the first one's shape.
 *
 * <pre>{@code
 * Pooled pooled = new MaxPool1d(2).forwardWithIndices(x);
 * Tensor sparse = new MaxUnpool1d(2).call(pooled.output(), pooled.indices());
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaxUnpool1d extends MaxUnpoolNd {
  /** Makes a layer: Python's {@code nn.MaxUnpool1d(kernel_size)}. */
  public MaxUnpool1d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.MaxUnpool1d(kernel_size, stride)}. */
  public MaxUnpool1d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /**
   * Makes a layer with stride and padding: {@code nn.MaxUnpool1d(kernel_size, stride, padding)}.
   */
  public MaxUnpool1d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public MaxUnpool1d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new MaxUnpool1d(3, o -> o.stride(2))}. */
  public MaxUnpool1d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public MaxUnpool1d(Size kernelSize, Consumer<Options> options) {
    super(1, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor input, Tensor indices, @Nullable Size outputSize) {
    return F.maxUnpool1d(input, indices, kernelSize, stride, padding, outputSize);
  }
}
