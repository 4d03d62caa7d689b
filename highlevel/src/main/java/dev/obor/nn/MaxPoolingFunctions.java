package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;

/** The part of {@link F} that takes the maxima of windows. */
public abstract class MaxPoolingFunctions extends TransposedConvolutionFunctions {
  MaxPoolingFunctions() {}

  /** Keyword arguments of {@code F.maxPool1d}, {@code F.maxPool2d} and {@code F.maxPool3d}. */
  public static final class MaxPoolOptions extends PoolOptions<MaxPoolOptions> {
    Size dilation = Size.of(1);

    MaxPoolOptions() {}

    @Override
    MaxPoolOptions self() {
      return this;
    }

    /** Sets the distance of a window's elements, for all dimensions or for each; default 1. */
    public MaxPoolOptions dilation(long... value) {
      this.dilation = Size.of(value);
      return this;
    }

    static MaxPoolOptions of(Consumer<MaxPoolOptions> options) {
      MaxPoolOptions o = new MaxPoolOptions();
      options.accept(o);
      return o;
    }
  }

  /** Takes the maximum of each window: Python's {@code F.max_pool1d(input, kernel_size)}. */
  public static Tensor maxPool1d(Tensor input, long kernelSize) {
    return maxPool1d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.max_pool1d(input, kernel_size, stride)}. */
  public static Tensor maxPool1d(Tensor input, long kernelSize, long stride) {
    return maxPool1d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.maxPool1d(input, 3, o -> o.padding(1))}. */
  public static Tensor maxPool1d(Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool1d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.max_pool1d(input, kernel_size)}. */
  public static Tensor maxPool1d(Tensor input, Size kernelSize) {
    return maxPool1d(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window: Python's {@code F.max_pool1d(input, kernel_size, stride=…,
   * …)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor maxPool1d(Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool1d(input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Tensor maxPool1d(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Aten.max_pool1d(
        input,
        kernelSize.toArray(),
        stride.toArray(),
        padding.toArray(),
        dilation.toArray(),
        ceilMode);
  }

  /** The maxima and their places: Python's {@code F.max_pool1d(x, 2, return_indices=True)}. */
  public static Pooled maxPool1dWithIndices(
      Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool1dWithIndices(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension. */
  public static Pooled maxPool1dWithIndices(Tensor input, Size kernelSize) {
    return maxPool1dWithIndices(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window and says where it lies: Python's {@code F.max_pool1d(input,
   * kernel_size, return_indices=True, …)}.
   */
  public static Pooled maxPool1dWithIndices(
      Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool1dWithIndices(
        input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Pooled maxPool1dWithIndices(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Pooled.of(
        Aten.max_pool1d_with_indices(
            input,
            kernelSize.toArray(),
            stride.toArray(),
            padding.toArray(),
            dilation.toArray(),
            ceilMode));
  }

  /** Takes the maximum of each window: Python's {@code F.max_pool2d(input, kernel_size)}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize) {
    return maxPool2d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.max_pool2d(input, kernel_size, stride)}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize, long stride) {
    return maxPool2d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.maxPool2d(input, 3, o -> o.padding(1))}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool2d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.max_pool2d(input, kernel_size)}. */
  public static Tensor maxPool2d(Tensor input, Size kernelSize) {
    return maxPool2d(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window: Python's {@code F.max_pool2d(input, kernel_size, stride=…,
   * …)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor maxPool2d(Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool2d(input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Tensor maxPool2d(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Aten.max_pool2d(
        input,
        kernelSize.toArray(),
        stride.toArray(),
        padding.toArray(),
        dilation.toArray(),
        ceilMode);
  }

  /** The maxima and their places: Python's {@code F.max_pool2d(x, 2, return_indices=True)}. */
  public static Pooled maxPool2dWithIndices(
      Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool2dWithIndices(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension. */
  public static Pooled maxPool2dWithIndices(Tensor input, Size kernelSize) {
    return maxPool2dWithIndices(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window and says where it lies: Python's {@code F.max_pool2d(input,
   * kernel_size, return_indices=True, …)}.
   */
  public static Pooled maxPool2dWithIndices(
      Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool2dWithIndices(
        input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Pooled maxPool2dWithIndices(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Pooled.of(
        Aten.max_pool2d_with_indices(
            input,
            kernelSize.toArray(),
            stride.toArray(),
            padding.toArray(),
            dilation.toArray(),
            ceilMode));
  }

  /** Takes the maximum of each window: Python's {@code F.max_pool3d(input, kernel_size)}. */
  public static Tensor maxPool3d(Tensor input, long kernelSize) {
    return maxPool3d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.max_pool3d(input, kernel_size, stride)}. */
  public static Tensor maxPool3d(Tensor input, long kernelSize, long stride) {
    return maxPool3d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.maxPool3d(input, 3, o -> o.padding(1))}. */
  public static Tensor maxPool3d(Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool3d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.max_pool3d(input, kernel_size)}. */
  public static Tensor maxPool3d(Tensor input, Size kernelSize) {
    return maxPool3d(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window: Python's {@code F.max_pool3d(input, kernel_size, stride=…,
   * …)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor maxPool3d(Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool3d(input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Tensor maxPool3d(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Aten.max_pool3d(
        input,
        kernelSize.toArray(),
        stride.toArray(),
        padding.toArray(),
        dilation.toArray(),
        ceilMode);
  }

  /** The maxima and their places: Python's {@code F.max_pool3d(x, 2, return_indices=True)}. */
  public static Pooled maxPool3dWithIndices(
      Tensor input, long kernelSize, Consumer<MaxPoolOptions> options) {
    return maxPool3dWithIndices(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension. */
  public static Pooled maxPool3dWithIndices(Tensor input, Size kernelSize) {
    return maxPool3dWithIndices(input, kernelSize, o -> {});
  }

  /**
   * Takes the maximum of each window and says where it lies: Python's {@code F.max_pool3d(input,
   * kernel_size, return_indices=True, …)}.
   */
  public static Pooled maxPool3dWithIndices(
      Tensor input, Size kernelSize, Consumer<MaxPoolOptions> options) {
    MaxPoolOptions o = MaxPoolOptions.of(options);
    return maxPool3dWithIndices(
        input, kernelSize, o.stride(kernelSize), o.padding, o.dilation, o.ceilMode);
  }

  static Pooled maxPool3dWithIndices(
      Tensor input, Size kernelSize, Size stride, Size padding, Size dilation, boolean ceilMode) {
    return Pooled.of(
        Aten.max_pool3d_with_indices(
            input,
            kernelSize.toArray(),
            stride.toArray(),
            padding.toArray(),
            dilation.toArray(),
            ceilMode));
  }
}
