package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} with transposed convolutions, and with what takes convolutions apart. */
public abstract class TransposedConvolutionFunctions extends ConvolutionFunctions {
  TransposedConvolutionFunctions() {}

  /** Keyword arguments of the transposed convolutions, such as {@code F.convTranspose2d}. */
  public static final class ConvTransposeOptions {
    private long[] stride = {1};
    private long[] padding = {0};
    private long[] outputPadding = {0};
    private long[] dilation = {1};
    private long groups = 1;

    ConvTransposeOptions() {}

    /** Sets how far apart the kernels lie, for all dimensions or for each; default 1. */
    public ConvTransposeOptions stride(long... value) {
      this.stride = value.clone();
      return this;
    }

    /** Sets how much is cut off on both sides, for all dimensions or for each; default 0. */
    public ConvTransposeOptions padding(long... value) {
      this.padding = value.clone();
      return this;
    }

    /** Sets how much is added to the output on one side; default 0. */
    public ConvTransposeOptions outputPadding(long... value) {
      this.outputPadding = value.clone();
      return this;
    }

    /** Sets into how many groups the channels are divided; default 1. */
    public ConvTransposeOptions groups(long value) {
      this.groups = value;
      return this;
    }

    /** Sets the distance of the kernel's elements, for all dimensions or for each; default 1. */
    public ConvTransposeOptions dilation(long... value) {
      this.dilation = value.clone();
      return this;
    }
  }

  /** Convolves transposed, without bias: Python's {@code F.conv_transpose1d(input, weight)}. */
  public static Tensor convTranspose1d(Tensor input, Tensor weight) {
    return convTranspose1d(input, weight, null, o -> {});
  }

  /** The same with a bias: Python's {@code F.conv_transpose1d(input, weight, bias)}. */
  public static Tensor convTranspose1d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return convTranspose1d(input, weight, bias, o -> {});
  }

  /** Without bias: {@code F.convTranspose1d(input, weight, o -> o.stride(2))}. */
  public static Tensor convTranspose1d(
      Tensor input, Tensor weight, Consumer<ConvTransposeOptions> options) {
    return convTranspose1d(input, weight, null, options);
  }

  /**
   * The transpose of a convolution of 1 dimension, its gradient with regard to its input: Python's
   * {@code F.conv_transpose1d(input, weight, bias, stride=…, …)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param weight of shape (C, out channels / groups, kL)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor convTranspose1d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvTransposeOptions> options) {
    ConvTransposeOptions o = new ConvTransposeOptions();
    options.accept(o);
    return Aten.conv_transpose1d(
        input, weight, bias, o.stride, o.padding, o.outputPadding, o.groups, o.dilation);
  }

  /** Convolves transposed, without bias: Python's {@code F.conv_transpose2d(input, weight)}. */
  public static Tensor convTranspose2d(Tensor input, Tensor weight) {
    return convTranspose2d(input, weight, null, o -> {});
  }

  /** The same with a bias: Python's {@code F.conv_transpose2d(input, weight, bias)}. */
  public static Tensor convTranspose2d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return convTranspose2d(input, weight, bias, o -> {});
  }

  /** Without bias: {@code F.convTranspose2d(input, weight, o -> o.stride(2))}. */
  public static Tensor convTranspose2d(
      Tensor input, Tensor weight, Consumer<ConvTransposeOptions> options) {
    return convTranspose2d(input, weight, null, options);
  }

  /**
   * The transpose of a convolution of 2 dimensions, its gradient with regard to its input: Python's
   * {@code F.conv_transpose2d(input, weight, bias, stride=…, …)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param weight of shape (C, out channels / groups, kH, kW)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor convTranspose2d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvTransposeOptions> options) {
    ConvTransposeOptions o = new ConvTransposeOptions();
    options.accept(o);
    return Aten.conv_transpose2d_input(
        input, weight, bias, o.stride, o.padding, o.outputPadding, o.groups, o.dilation);
  }

  /** Convolves transposed, without bias: Python's {@code F.conv_transpose3d(input, weight)}. */
  public static Tensor convTranspose3d(Tensor input, Tensor weight) {
    return convTranspose3d(input, weight, null, o -> {});
  }

  /** The same with a bias: Python's {@code F.conv_transpose3d(input, weight, bias)}. */
  public static Tensor convTranspose3d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return convTranspose3d(input, weight, bias, o -> {});
  }

  /** Without bias: {@code F.convTranspose3d(input, weight, o -> o.stride(2))}. */
  public static Tensor convTranspose3d(
      Tensor input, Tensor weight, Consumer<ConvTransposeOptions> options) {
    return convTranspose3d(input, weight, null, options);
  }

  /**
   * The transpose of a convolution of 3 dimensions, its gradient with regard to its input: Python's
   * {@code F.conv_transpose3d(input, weight, bias, stride=…, …)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param weight of shape (C, out channels / groups, kD, kH, kW)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor convTranspose3d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvTransposeOptions> options) {
    ConvTransposeOptions o = new ConvTransposeOptions();
    options.accept(o);
    return Aten.conv_transpose3d_input(
        input, weight, bias, o.stride, o.padding, o.outputPadding, o.groups, o.dilation);
  }

  /** The same without padding: Python's {@code F.conv_tbc(input, weight, bias)}. */
  public static Tensor convTbc(Tensor input, Tensor weight, Tensor bias) {
    return convTbc(input, weight, bias, 0);
  }

  /**
   * Convolves sequences that have their time first: Python's {@code F.conv_tbc(input, weight, bias,
   * pad)}.
   *
   * @param input of shape (T, N, C)
   * @param weight of shape (kT, C, out channels)
   * @param bias of shape (out channels)
   * @param pad how many zeros are added at both ends
   */
  public static Tensor convTbc(Tensor input, Tensor weight, Tensor bias, long pad) {
    return Aten.conv_tbc(input, weight, bias, pad);
  }

  /** Keyword arguments of {@code F.unfold} and {@code F.fold}, and of their layers. */
  public static final class BlockOptions {
    Size dilation = Size.of(1);
    Size padding = Size.of(0);
    Size stride = Size.of(1);

    BlockOptions() {}

    /** Sets the distance of a block's elements, for both dimensions or for each; default 1. */
    public BlockOptions dilation(long... value) {
      this.dilation = Size.of(value);
      return this;
    }

    /** Sets how many zeros are added on both sides; default 0. */
    public BlockOptions padding(long... value) {
      this.padding = Size.of(value);
      return this;
    }

    /** Sets the distance of the blocks; default 1. */
    public BlockOptions stride(long... value) {
      this.stride = Size.of(value);
      return this;
    }
  }

  /** Takes square blocks out of a batch: Python's {@code F.unfold(input, kernel_size)}. */
  public static Tensor unfold(Tensor input, long kernelSize) {
    return unfold(input, Size.of(kernelSize), o -> {});
  }

  /** The same with keyword arguments: {@code F.unfold(input, 3, o -> o.padding(1))}. */
  public static Tensor unfold(Tensor input, long kernelSize, Consumer<BlockOptions> options) {
    return unfold(input, Size.of(kernelSize), options);
  }

  /** Takes blocks out of a batch: Python's {@code F.unfold(input, (2, 3))}. */
  public static Tensor unfold(Tensor input, Size kernelSize) {
    return unfold(input, kernelSize, o -> {});
  }

  /**
   * Takes blocks out of a batch, each as a column: Python's {@code F.unfold(input, kernel_size,
   * dilation=…, padding=…, stride=…)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param kernelSize the block's size
   * @return of shape (N, C * kH * kW, blocks) or (C * kH * kW, blocks)
   */
  public static Tensor unfold(Tensor input, Size kernelSize, Consumer<BlockOptions> options) {
    BlockOptions o = new BlockOptions();
    options.accept(o);
    return unfold(input, kernelSize, o.dilation, o.padding, o.stride);
  }

  static Tensor unfold(Tensor input, Size kernelSize, Size dilation, Size padding, Size stride) {
    return Aten.im2col(
        input,
        Sizes.each(kernelSize, 2),
        Sizes.each(dilation, 2),
        Sizes.each(padding, 2),
        Sizes.each(stride, 2));
  }

  /** Adds blocks up to a batch: Python's {@code F.fold(input, output_size, kernel_size)}. */
  public static Tensor fold(Tensor input, Size outputSize, Size kernelSize) {
    return fold(input, outputSize, kernelSize, o -> {});
  }

  /** The same with square blocks: Python's {@code F.fold(input, (4, 5), 2, stride=…)}. */
  public static Tensor fold(
      Tensor input, Size outputSize, long kernelSize, Consumer<BlockOptions> options) {
    return fold(input, outputSize, Size.of(kernelSize), options);
  }

  /**
   * Adds blocks up to a batch, what {@link #unfold} would take them from: Python's {@code
   * F.fold(input, output_size, kernel_size, dilation=…, padding=…, stride=…)}.
   *
   * @param input of shape (N, C * kH * kW, blocks) or (C * kH * kW, blocks)
   * @param outputSize the result's height and width, or one number for both
   * @param kernelSize the block's size, or one number for both dimensions
   * @return of shape (N, C, H, W) or (C, H, W)
   */
  public static Tensor fold(
      Tensor input, Size outputSize, Size kernelSize, Consumer<BlockOptions> options) {
    BlockOptions o = new BlockOptions();
    options.accept(o);
    return fold(input, outputSize, kernelSize, o.dilation, o.padding, o.stride);
  }

  static Tensor fold(
      Tensor input, Size outputSize, Size kernelSize, Size dilation, Size padding, Size stride) {
    return Aten.col2im(
        input,
        Sizes.each(outputSize, 2),
        Sizes.each(kernelSize, 2),
        Sizes.each(dilation, 2),
        Sizes.each(padding, 2),
        Sizes.each(stride, 2));
  }
}
