package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts maxima back to where {@link MaxPool3d} found them, between zeros: Python's {@code
 * torch.nn.MaxUnpool3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), where each size is {@code (size - 1) * stride - 2 * padding + kernel} unless another
 * is given. The second input has the places of the maxima and the first one's shape.
 *
 * <pre>{@code
 * Pooled pooled = new MaxPool3d(2).forwardWithIndices(x);
 * Tensor sparse = new MaxUnpool3d(2).call(pooled.output(), pooled.indices());
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaxUnpool3d extends MaxUnpoolNd {
  /** Makes a layer: Python's {@code nn.MaxUnpool3d(kernel_size)}. */
  public MaxUnpool3d(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a stride: Python's {@code nn.MaxUnpool3d(kernel_size, stride)}. */
  public MaxUnpool3d(long kernelSize, long stride) {
    this(kernelSize, o -> o.stride(stride));
  }

  /**
   * Makes a layer with stride and padding: {@code nn.MaxUnpool3d(kernel_size, stride, padding)}.
   */
  public MaxUnpool3d(long kernelSize, long stride, long padding) {
    this(kernelSize, o -> o.stride(stride).padding(padding));
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public MaxUnpool3d(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new MaxUnpool3d(3, o -> o.stride(2))}. */
  public MaxUnpool3d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension, and keyword arguments. */
  public MaxUnpool3d(Size kernelSize, Consumer<Options> options) {
    super(3, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor input, Tensor indices, @Nullable Size outputSize) {
    return F.maxUnpool3d(input, indices, kernelSize, stride, padding, outputSize);
  }
}
