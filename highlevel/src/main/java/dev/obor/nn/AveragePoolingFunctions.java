package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that takes means of windows. */
public abstract class AveragePoolingFunctions extends UnpoolingFunctions {
  AveragePoolingFunctions() {}

  /**
   * Keyword arguments of the functions that take means.
   *
   * @param <O> the subclass itself, so that calls can be chained
   */
  public abstract static class AveragePoolOptions<O extends AveragePoolOptions<O>>
      extends PoolOptions<O> {
    boolean countIncludePad = true;

    AveragePoolOptions() {}

    /** Sets whether the zeros that padding adds count; default true. */
    public O countIncludePad(boolean value) {
      this.countIncludePad = value;
      return self();
    }
  }

  /** Keyword arguments of {@code F.avgPool1d} and {@code AvgPool1d}. */
  public static final class AvgPool1dOptions extends AveragePoolOptions<AvgPool1dOptions> {
    AvgPool1dOptions() {}

    @Override
    AvgPool1dOptions self() {
      return this;
    }
  }

  /** Keyword arguments of {@code F.avgPool2d}, {@code F.avgPool3d} and their layers. */
  public static final class AvgPoolOptions extends AveragePoolOptions<AvgPoolOptions> {
    @Nullable Long divisorOverride;

    AvgPoolOptions() {}

    @Override
    AvgPoolOptions self() {
      return this;
    }

    /** Sets by what sums are divided, instead of by the number of elements. */
    public AvgPoolOptions divisorOverride(long value) {
      this.divisorOverride = value;
      return this;
    }
  }

  /** Takes the mean of each window: Python's {@code F.avg_pool1d(input, kernel_size)}. */
  public static Tensor avgPool1d(Tensor input, long kernelSize) {
    return avgPool1d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.avg_pool1d(input, kernel_size, stride)}. */
  public static Tensor avgPool1d(Tensor input, long kernelSize, long stride) {
    return avgPool1d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.avgPool1d(input, 3, o -> o.padding(1))}. */
  public static Tensor avgPool1d(
      Tensor input, long kernelSize, Consumer<AvgPool1dOptions> options) {
    return avgPool1d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.avg_pool1d(input, kernel_size)}. */
  public static Tensor avgPool1d(Tensor input, Size kernelSize) {
    return avgPool1d(input, kernelSize, o -> {});
  }

  /**
   * Takes the mean of each window: Python's {@code F.avg_pool1d(input, kernel_size, stride=…, …)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor avgPool1d(
      Tensor input, Size kernelSize, Consumer<AvgPool1dOptions> options) {
    AvgPool1dOptions o = new AvgPool1dOptions();
    options.accept(o);
    return Aten.avg_pool1d(
        input,
        kernelSize.toArray(),
        o.stride(kernelSize).toArray(),
        o.padding.toArray(),
        o.ceilMode,
        o.countIncludePad);
  }

  /** Takes the mean of each window: Python's {@code F.avg_pool2d(input, kernel_size)}. */
  public static Tensor avgPool2d(Tensor input, long kernelSize) {
    return avgPool2d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.avg_pool2d(input, kernel_size, stride)}. */
  public static Tensor avgPool2d(Tensor input, long kernelSize, long stride) {
    return avgPool2d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.avgPool2d(input, 3, o -> o.padding(1))}. */
  public static Tensor avgPool2d(Tensor input, long kernelSize, Consumer<AvgPoolOptions> options) {
    return avgPool2d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.avg_pool2d(input, kernel_size)}. */
  public static Tensor avgPool2d(Tensor input, Size kernelSize) {
    return avgPool2d(input, kernelSize, o -> {});
  }

  /**
   * Takes the mean of each window: Python's {@code F.avg_pool2d(input, kernel_size, stride=…, …)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor avgPool2d(Tensor input, Size kernelSize, Consumer<AvgPoolOptions> options) {
    AvgPoolOptions o = new AvgPoolOptions();
    options.accept(o);
    return Aten.avg_pool2d(
        input,
        kernelSize.toArray(),
        o.stride(kernelSize).toArray(),
        o.padding.toArray(),
        o.ceilMode,
        o.countIncludePad,
        o.divisorOverride);
  }

  /** Takes the mean of each window: Python's {@code F.avg_pool3d(input, kernel_size)}. */
  public static Tensor avgPool3d(Tensor input, long kernelSize) {
    return avgPool3d(input, Size.of(kernelSize), o -> {});
  }

  /** The same with a stride: Python's {@code F.avg_pool3d(input, kernel_size, stride)}. */
  public static Tensor avgPool3d(Tensor input, long kernelSize, long stride) {
    return avgPool3d(input, Size.of(kernelSize), o -> o.stride(stride));
  }

  /** The same with keyword arguments: {@code F.avgPool3d(input, 3, o -> o.padding(1))}. */
  public static Tensor avgPool3d(Tensor input, long kernelSize, Consumer<AvgPoolOptions> options) {
    return avgPool3d(input, Size.of(kernelSize), options);
  }

  /** The same with a size for each dimension: Python's {@code F.avg_pool3d(input, kernel_size)}. */
  public static Tensor avgPool3d(Tensor input, Size kernelSize) {
    return avgPool3d(input, kernelSize, o -> {});
  }

  /**
   * Takes the mean of each window: Python's {@code F.avg_pool3d(input, kernel_size, stride=…, …)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param kernelSize the window's size
   * @throws TorchException if sizes do not fit
   */
  public static Tensor avgPool3d(Tensor input, Size kernelSize, Consumer<AvgPoolOptions> options) {
    AvgPoolOptions o = new AvgPoolOptions();
    options.accept(o);
    return Aten.avg_pool3d(
        input,
        kernelSize.toArray(),
        o.stride(kernelSize).toArray(),
        o.padding.toArray(),
        o.ceilMode,
        o.countIncludePad,
        o.divisorOverride);
  }

  /** Keyword arguments of {@code F.lpPool1d}, {@code F.lpPool2d} and {@code F.lpPool3d}. */
  public static final class LPPoolOptions {
    private @Nullable Size stride;
    private boolean ceilMode;

    LPPoolOptions() {}

    /** Sets how far the window moves; default the window's size. */
    public LPPoolOptions stride(long... value) {
      this.stride = Size.of(value);
      return this;
    }

    /** Sets whether the output's size is rounded up instead of down; default false. */
    public LPPoolOptions ceilMode(boolean value) {
      this.ceilMode = value;
      return this;
    }
  }

  /** The same for windows with one size: Python's {@code F.lp_pool1d(input, norm_type, 2)}. */
  public static Tensor lpPool1d(Tensor input, Number normType, long kernelSize) {
    return lpPool1d(input, normType, Size.of(kernelSize), o -> {});
  }

  /** The same with keyword arguments: {@code F.lpPool1d(x, 2, 3, o -> o.stride(2))}. */
  public static Tensor lpPool1d(
      Tensor input, Number normType, long kernelSize, Consumer<LPPoolOptions> options) {
    return lpPool1d(input, normType, Size.of(kernelSize), options);
  }

  /**
   * Takes the p-norm of each window: Python's {@code F.lp_pool1d(input, norm_type, kernel_size,
   * stride=…, ceil_mode=…)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param normType p
   * @param kernelSize the window's size
   */
  public static Tensor lpPool1d(
      Tensor input, Number normType, Size kernelSize, Consumer<LPPoolOptions> options) {
    LPPoolOptions o = new LPPoolOptions();
    options.accept(o);
    return lpPool(input, 1, normType, kernelSize, o.stride, o.ceilMode);
  }

  /** The same for windows with one size: Python's {@code F.lp_pool2d(input, norm_type, 2)}. */
  public static Tensor lpPool2d(Tensor input, Number normType, long kernelSize) {
    return lpPool2d(input, normType, Size.of(kernelSize), o -> {});
  }

  /** The same with keyword arguments: {@code F.lpPool2d(x, 2, 3, o -> o.stride(2))}. */
  public static Tensor lpPool2d(
      Tensor input, Number normType, long kernelSize, Consumer<LPPoolOptions> options) {
    return lpPool2d(input, normType, Size.of(kernelSize), options);
  }

  /**
   * Takes the p-norm of each window: Python's {@code F.lp_pool2d(input, norm_type, kernel_size,
   * stride=…, ceil_mode=…)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param normType p
   * @param kernelSize the window's size
   */
  public static Tensor lpPool2d(
      Tensor input, Number normType, Size kernelSize, Consumer<LPPoolOptions> options) {
    LPPoolOptions o = new LPPoolOptions();
    options.accept(o);
    return lpPool(input, 2, normType, kernelSize, o.stride, o.ceilMode);
  }

  /** The same for windows with one size: Python's {@code F.lp_pool3d(input, norm_type, 2)}. */
  public static Tensor lpPool3d(Tensor input, Number normType, long kernelSize) {
    return lpPool3d(input, normType, Size.of(kernelSize), o -> {});
  }

  /** The same with keyword arguments: {@code F.lpPool3d(x, 2, 3, o -> o.stride(2))}. */
  public static Tensor lpPool3d(
      Tensor input, Number normType, long kernelSize, Consumer<LPPoolOptions> options) {
    return lpPool3d(input, normType, Size.of(kernelSize), options);
  }

  /**
   * Takes the p-norm of each window: Python's {@code F.lp_pool3d(input, norm_type, kernel_size,
   * stride=…, ceil_mode=…)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param normType p
   * @param kernelSize the window's size
   */
  public static Tensor lpPool3d(
      Tensor input, Number normType, Size kernelSize, Consumer<LPPoolOptions> options) {
    LPPoolOptions o = new LPPoolOptions();
    options.accept(o);
    return lpPool(input, 3, normType, kernelSize, o.stride, o.ceilMode);
  }

  static Tensor lpPool(
      Tensor input,
      int dims,
      Number normType,
      Size kernelSize,
      @Nullable Size givenStride,
      boolean ceilMode) {
    long[] kernel = Sizes.each(kernelSize, dims);
    Size stride = givenStride == null ? kernelSize : givenStride;
    try (Scope scope = Torch.scope()) {
      Tensor powers = Aten.pow_Tensor_Scalar(input, normType);
      Tensor means =
          switch (dims) {
            case 1 -> avgPool1d(powers, kernelSize, o -> window(o, stride, ceilMode));
            case 2 -> avgPool2d(powers, kernelSize, o -> window(o, stride, ceilMode));
            default -> avgPool3d(powers, kernelSize, o -> window(o, stride, ceilMode));
          };
      Tensor positive = Aten.mul_Tensor(Aten.sign(means), Aten.relu(Aten.abs(means)));
      Tensor sums = Aten.mul_Scalar(positive, Arrays.stream(kernel).reduce(1, (a, b) -> a * b));
      return scope.keep(Aten.pow_Tensor_Scalar(sums, 1.0 / normType.doubleValue()));
    }
  }

  private static void window(PoolOptions<?> options, Size stride, boolean ceilMode) {
    options.stride(stride.toArray()).ceilMode(ceilMode);
  }
}
