package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that puts maxima back, and takes those of windows at random places. */
public abstract class UnpoolingFunctions extends MaxPoolingFunctions {
  UnpoolingFunctions() {}

  /**
   * Keyword arguments of {@code F.maxUnpool1d}, {@code F.maxUnpool2d} and {@code F.maxUnpool3d}.
   */
  public static final class MaxUnpoolOptions {
    private @Nullable Size stride;
    private Size padding = Size.of(0);
    private @Nullable Size outputSize;

    MaxUnpoolOptions() {}

    /** Sets how far the windows lay apart; default the window's size. */
    public MaxUnpoolOptions stride(long... value) {
      this.stride = Size.of(value);
      return this;
    }

    /** Sets how much was added on both sides; default 0. */
    public MaxUnpoolOptions padding(long... value) {
      this.padding = Size.of(value);
      return this;
    }

    /** Sets the size of the result, where several are possible. */
    public MaxUnpoolOptions outputSize(Size value) {
      this.outputSize = value;
      return this;
    }
  }

  /** Puts maxima back: Python's {@code F.max_unpool1d(input, indices, kernel_size)}. */
  public static Tensor maxUnpool1d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool1d(input, indices, Size.of(kernelSize), o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code F.max_unpool1d(input, indices, 2, stride=…)}.
   */
  public static Tensor maxUnpool1d(
      Tensor input, Tensor indices, long kernelSize, Consumer<MaxUnpoolOptions> options) {
    return maxUnpool1d(input, indices, Size.of(kernelSize), options);
  }

  /**
   * Puts maxima to where they lay, between zeros: Python's {@code F.max_unpool1d(input, indices,
   * kernel_size, stride=…, padding=…, output_size=…)}.
   *
   * @param input the maxima, of shape (N, C, L) or (C, L)
   * @param indices where they lay, as {@link F#maxPool1dWithIndices} tells
   * @param kernelSize the size of the windows
   * @throws ValueException if the output's size is none of those that are possible
   */
  public static Tensor maxUnpool1d(
      Tensor input, Tensor indices, Size kernelSize, Consumer<MaxUnpoolOptions> options) {
    MaxUnpoolOptions o = new MaxUnpoolOptions();
    options.accept(o);
    Size stride = o.stride == null ? kernelSize : o.stride;
    return maxUnpool1d(input, indices, kernelSize, stride, o.padding, o.outputSize);
  }

  static Tensor maxUnpool1d(
      Tensor input,
      Tensor indices,
      Size kernelSize,
      Size stride,
      Size padding,
      @Nullable Size outputSize) {
    long[] size = Arrays.copyOf(unpooledSize(input, 1, kernelSize, stride, padding, outputSize), 2);
    size[1] = 1;
    try (Scope scope = Torch.scope()) {
      Tensor flat = Aten.max_unpool2d(Aten.unsqueeze(input, -1), Aten.unsqueeze(indices, -1), size);
      return scope.keep(Aten.squeeze_dim(flat, -1));
    }
  }

  /** Puts maxima back: Python's {@code F.max_unpool2d(input, indices, kernel_size)}. */
  public static Tensor maxUnpool2d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool2d(input, indices, Size.of(kernelSize), o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code F.max_unpool2d(input, indices, 2, stride=…)}.
   */
  public static Tensor maxUnpool2d(
      Tensor input, Tensor indices, long kernelSize, Consumer<MaxUnpoolOptions> options) {
    return maxUnpool2d(input, indices, Size.of(kernelSize), options);
  }

  /**
   * Puts maxima to where they lay, between zeros: Python's {@code F.max_unpool2d(input, indices,
   * kernel_size, stride=…, padding=…, output_size=…)}.
   *
   * @param input the maxima, of shape (N, C, H, W) or (C, H, W)
   * @param indices where they lay, as {@link F#maxPool2dWithIndices} tells
   * @param kernelSize the size of the windows
   * @throws ValueException if the output's size is none of those that are possible
   */
  public static Tensor maxUnpool2d(
      Tensor input, Tensor indices, Size kernelSize, Consumer<MaxUnpoolOptions> options) {
    MaxUnpoolOptions o = new MaxUnpoolOptions();
    options.accept(o);
    Size stride = o.stride == null ? kernelSize : o.stride;
    return maxUnpool2d(input, indices, kernelSize, stride, o.padding, o.outputSize);
  }

  static Tensor maxUnpool2d(
      Tensor input,
      Tensor indices,
      Size kernelSize,
      Size stride,
      Size padding,
      @Nullable Size outputSize) {
    return Aten.max_unpool2d(
        input, indices, unpooledSize(input, 2, kernelSize, stride, padding, outputSize));
  }

  /** Puts maxima back: Python's {@code F.max_unpool3d(input, indices, kernel_size)}. */
  public static Tensor maxUnpool3d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool3d(input, indices, Size.of(kernelSize), o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code F.max_unpool3d(input, indices, 2, stride=…)}.
   */
  public static Tensor maxUnpool3d(
      Tensor input, Tensor indices, long kernelSize, Consumer<MaxUnpoolOptions> options) {
    return maxUnpool3d(input, indices, Size.of(kernelSize), options);
  }

  /**
   * Puts maxima to where they lay, between zeros: Python's {@code F.max_unpool3d(input, indices,
   * kernel_size, stride=…, padding=…, output_size=…)}.
   *
   * @param input the maxima, of shape (N, C, D, H, W) or (C, D, H, W)
   * @param indices where they lay, as {@link F#maxPool3dWithIndices} tells
   * @param kernelSize the size of the windows
   * @throws ValueException if the output's size is none of those that are possible
   */
  public static Tensor maxUnpool3d(
      Tensor input, Tensor indices, Size kernelSize, Consumer<MaxUnpoolOptions> options) {
    MaxUnpoolOptions o = new MaxUnpoolOptions();
    options.accept(o);
    Size stride = o.stride == null ? kernelSize : o.stride;
    return maxUnpool3d(input, indices, kernelSize, stride, o.padding, o.outputSize);
  }

  static Tensor maxUnpool3d(
      Tensor input,
      Tensor indices,
      Size kernelSize,
      Size stride,
      Size padding,
      @Nullable Size outputSize) {
    return Aten.max_unpool3d(
        input,
        indices,
        unpooledSize(input, 3, kernelSize, stride, padding, outputSize),
        Sizes.each(stride, 3),
        Sizes.each(padding, 3));
  }

  private static long[] unpooledSize(
      Tensor input,
      int dims,
      Size kernelSize,
      Size stride,
      Size padding,
      @Nullable Size outputSize) {
    long[] steps = Sizes.each(stride, dims);
    long[] size = new long[dims];
    for (int d = 0; d < dims; d++) {
      size[d] =
          (input.size(d - dims) - 1) * steps[d]
              + Sizes.each(kernelSize, dims)[d]
              - 2 * Sizes.each(padding, dims)[d];
    }
    return outputSize == null ? size : checked(outputSize.toArray(), size, steps);
  }

  private static long[] checked(long[] given, long[] usual, long[] steps) {
    int dims = usual.length;
    long[] wanted = given.length == dims + 2 ? Arrays.copyOfRange(given, 2, dims + 2) : given;
    if (wanted.length != dims) {
      throw new ValueException(
          "output_size should be a sequence containing "
              + dims
              + " or "
              + (dims + 2)
              + " elements, but it has a length of '"
              + wanted.length
              + "'");
    }
    for (int d = 0; d < dims; d++) {
      long min = usual[d] - steps[d];
      long max = usual[d] + steps[d];
      if (wanted[d] <= min || wanted[d] >= max) {
        throw new ValueException(
            "invalid output_size \""
                + Sizes.tuple(wanted)
                + "\" (dim "
                + d
                + " must be between "
                + min
                + " and "
                + max
                + ")");
      }
    }
    return wanted;
  }

  /** Keyword arguments of {@code F.fractionalMaxPool2d} and {@code F.fractionalMaxPool3d}. */
  public static final class FractionalMaxPoolOptions {
    @Nullable Size outputSize;
    double @Nullable [] outputRatio;
    @Nullable Tensor randomSamples;

    FractionalMaxPoolOptions() {}

    /** Sets the size of the output, for all dimensions or for each. */
    public FractionalMaxPoolOptions outputSize(long... value) {
      this.outputSize = Size.of(value);
      return this;
    }

    /** Sets the size of the output as a part of the input's, for all dimensions or for each. */
    public FractionalMaxPoolOptions outputRatio(double... value) {
      this.outputRatio = value.clone();
      return this;
    }

    /** Sets where the windows lie, instead of drawing it: of shape (N, C, dimensions). */
    public FractionalMaxPoolOptions randomSamples(Tensor value) {
      this.randomSamples = value;
      return this;
    }
  }

  /**
   * Takes the maxima of windows at random places: Python's {@code F.fractional_max_pool2d(input,
   * kernel_size, output_size=…, output_ratio=…)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param kernelSize the window's size
   * @param options {@code outputSize} or {@code outputRatio}
   * @throws ValueException if neither is given
   */
  public static Tensor fractionalMaxPool2d(
      Tensor input, Size kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    Pooled pooled = fractionalMaxPool2dWithIndices(input, kernelSize, options);
    pooled.indices().close();
    return pooled.output();
  }

  /**
   * The same for a square window: {@code F.fractionalMaxPool2d(input, 3, o -> o.outputSize(4))}.
   */
  public static Tensor fractionalMaxPool2d(
      Tensor input, long kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    return fractionalMaxPool2d(input, Size.of(kernelSize), options);
  }

  /** The same with the places of the maxima: Python's {@code return_indices=True}. */
  public static Pooled fractionalMaxPool2dWithIndices(
      Tensor input, Size kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    FractionalMaxPoolOptions o = new FractionalMaxPoolOptions();
    options.accept(o);
    return fractional(input, 2, kernelSize, o);
  }

  /**
   * Takes the maxima of windows at random places: Python's {@code F.fractional_max_pool3d(input,
   * kernel_size, output_size=…, output_ratio=…)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param kernelSize the window's size
   * @param options {@code outputSize} or {@code outputRatio}
   * @throws ValueException if neither is given
   */
  public static Tensor fractionalMaxPool3d(
      Tensor input, Size kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    Pooled pooled = fractionalMaxPool3dWithIndices(input, kernelSize, options);
    pooled.indices().close();
    return pooled.output();
  }

  /**
   * The same for a square window: {@code F.fractionalMaxPool3d(input, 3, o -> o.outputSize(4))}.
   */
  public static Tensor fractionalMaxPool3d(
      Tensor input, long kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    return fractionalMaxPool3d(input, Size.of(kernelSize), options);
  }

  /** The same with the places of the maxima: Python's {@code return_indices=True}. */
  public static Pooled fractionalMaxPool3dWithIndices(
      Tensor input, Size kernelSize, Consumer<FractionalMaxPoolOptions> options) {
    FractionalMaxPoolOptions o = new FractionalMaxPoolOptions();
    options.accept(o);
    return fractional(input, 3, kernelSize, o);
  }

  static Pooled fractional(Tensor input, int dims, Size kernelSize, FractionalMaxPoolOptions o) {
    long[] size = fractionalSize(input, dims, o);
    long[] kernel = Sizes.each(kernelSize, dims);
    Tensor given = o.randomSamples;
    Tensor samples = given == null ? samples(input, dims) : given;
    try {
      return Pooled.of(
          dims == 2
              ? Aten.fractional_max_pool2d(input, kernel, size, samples)
              : Aten.fractional_max_pool3d(input, kernel, size, samples));
    } finally {
      if (given == null) {
        samples.close();
      }
    }
  }

  private static Tensor samples(Tensor input, int dims) {
    long batch = input.dim() == dims + 1 ? 1 : input.size(0);
    long[] size = {batch, input.size(-dims - 1), dims};
    return Aten.rand(size, input.dtype(), null, input.device(), null);
  }

  private static long[] fractionalSize(Tensor input, int dims, FractionalMaxPoolOptions o) {
    if (o.outputSize != null) {
      return Sizes.each(o.outputSize, dims);
    }
    if (o.outputRatio == null) {
      throw new ValueException(
          "fractional_max_pool"
              + dims
              + "d requires specifying either an output_size or an output_ratio");
    }
    if (dims == 2 && o.outputRatio.length > 2) {
      throw new ValueException(
          "fractional_max_pool2d requires output_ratio to either be a single Int or tuple of Ints.");
    }
    long[] size = new long[dims];
    for (int d = 0; d < dims; d++) {
      double ratio = o.outputRatio[o.outputRatio.length == 1 ? 0 : d];
      size[d] = (long) (input.size(d - dims) * ratio);
    }
    return size;
  }
}
