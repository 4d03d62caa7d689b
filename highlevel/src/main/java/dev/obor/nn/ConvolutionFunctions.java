package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} with linear maps: dense ones, convolutions, and what belongs to them. */
public abstract class ConvolutionFunctions extends SoftmaxFunctions {
  private static final long[] ONE = {1};
  private static final long[] ZERO = {0};

  ConvolutionFunctions() {}

  /** Keyword arguments of {@code F.conv1d}, {@code F.conv2d} and {@code F.conv3d}. */
  public static final class ConvOptions {
    private long[] stride = ONE;
    private long[] padding = ZERO;
    private @Nullable String paddingName;
    private long[] dilation = ONE;
    private long groups = 1;

    ConvOptions() {}

    /** Sets how far the kernel moves, for all dimensions or for each; default 1. */
    public ConvOptions stride(long... value) {
      this.stride = value.clone();
      return this;
    }

    /** Sets how many zeros are added on both sides, for all dimensions or for each; default 0. */
    public ConvOptions padding(long... value) {
      this.padding = value.clone();
      this.paddingName = null;
      return this;
    }

    /** Sets the padding by name: {@code valid} is none, {@code same} gives the input's size. */
    public ConvOptions padding(String value) {
      this.paddingName = value;
      return this;
    }

    /** Sets the distance of the kernel's elements, for all dimensions or for each; default 1. */
    public ConvOptions dilation(long... value) {
      this.dilation = value.clone();
      return this;
    }

    /** Sets into how many groups the channels are divided; default 1. */
    public ConvOptions groups(long value) {
      this.groups = value;
      return this;
    }
  }

  /** Multiplies by a matrix without adding a bias: Python's {@code F.linear(input, weight)}. */
  public static Tensor linear(Tensor input, Tensor weight) {
    return Aten.linear(input, weight, null);
  }

  /**
   * Applies the affine map {@code y = x Aᵀ + b}: Python's {@code F.linear(input, weight, bias)}.
   *
   * @param input of shape (*, in)
   * @param weight A, of shape (out, in)
   * @param bias b, of shape (out), or null for none
   * @return of shape (*, out)
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return Aten.linear(input, weight, bias);
  }

  /** The same without a bias: Python's {@code F.bilinear(input1, input2, weight)}. */
  public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight) {
    return Aten.bilinear(input1, input2, weight, null);
  }

  /**
   * Applies the bilinear map {@code y = x1ᵀ A x2 + b}: Python's {@code F.bilinear(input1, input2,
   * weight, bias)}.
   *
   * @param input1 of shape (*, in1)
   * @param input2 of shape (*, in2)
   * @param weight A, of shape (out, in1, in2)
   * @param bias b, of shape (out), or null for none
   * @return of shape (*, out)
   */
  public static Tensor bilinear(
      Tensor input1, Tensor input2, Tensor weight, @Nullable Tensor bias) {
    return Aten.bilinear(input1, input2, weight, bias);
  }

  /** Convolves without bias: Python's {@code F.conv1d(input, weight)}. */
  public static Tensor conv1d(Tensor input, Tensor weight) {
    return conv1d(input, weight, null, o -> {});
  }

  /** Convolves with a bias: Python's {@code F.conv1d(input, weight, bias)}. */
  public static Tensor conv1d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return conv1d(input, weight, bias, o -> {});
  }

  /** The same with a stride: Python's {@code F.conv1d(input, weight, bias, stride)}. */
  public static Tensor conv1d(Tensor input, Tensor weight, @Nullable Tensor bias, long stride) {
    return conv1d(input, weight, bias, stride, 0);
  }

  /** The same with a padding: Python's {@code F.conv1d(input, weight, bias, stride, padding)}. */
  public static Tensor conv1d(
      Tensor input, Tensor weight, @Nullable Tensor bias, long stride, long padding) {
    return conv1d(input, weight, bias, o -> o.stride(stride).padding(padding));
  }

  /** Convolves without bias: {@code F.conv1d(input, weight, o -> o.padding(1))}. */
  public static Tensor conv1d(Tensor input, Tensor weight, Consumer<ConvOptions> options) {
    return conv1d(input, weight, null, options);
  }

  /**
   * Convolves an input of 1 dimension with a kernel: Python's {@code F.conv1d(input, weight, bias,
   * stride=…, …)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param weight of shape (out channels, C / groups, kL)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor conv1d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvOptions> options) {
    ConvOptions o = new ConvOptions();
    options.accept(o);
    return o.paddingName == null
        ? Aten.conv1d(input, weight, bias, o.stride, o.padding, o.dilation, o.groups)
        : Aten.conv1d_padding(input, weight, bias, o.stride, o.paddingName, o.dilation, o.groups);
  }

  /** Convolves without bias: Python's {@code F.conv2d(input, weight)}. */
  public static Tensor conv2d(Tensor input, Tensor weight) {
    return conv2d(input, weight, null, o -> {});
  }

  /** Convolves with a bias: Python's {@code F.conv2d(input, weight, bias)}. */
  public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return conv2d(input, weight, bias, o -> {});
  }

  /** The same with a stride: Python's {@code F.conv2d(input, weight, bias, stride)}. */
  public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias, long stride) {
    return conv2d(input, weight, bias, stride, 0);
  }

  /** The same with a padding: Python's {@code F.conv2d(input, weight, bias, stride, padding)}. */
  public static Tensor conv2d(
      Tensor input, Tensor weight, @Nullable Tensor bias, long stride, long padding) {
    return conv2d(input, weight, bias, o -> o.stride(stride).padding(padding));
  }

  /** Convolves without bias: {@code F.conv2d(input, weight, o -> o.padding(1))}. */
  public static Tensor conv2d(Tensor input, Tensor weight, Consumer<ConvOptions> options) {
    return conv2d(input, weight, null, options);
  }

  /**
   * Convolves an input of 2 dimensions with a kernel: Python's {@code F.conv2d(input, weight, bias,
   * stride=…, …)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param weight of shape (out channels, C / groups, kH, kW)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor conv2d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvOptions> options) {
    ConvOptions o = new ConvOptions();
    options.accept(o);
    return o.paddingName == null
        ? Aten.conv2d(input, weight, bias, o.stride, o.padding, o.dilation, o.groups)
        : Aten.conv2d_padding(input, weight, bias, o.stride, o.paddingName, o.dilation, o.groups);
  }

  /** Convolves without bias: Python's {@code F.conv3d(input, weight)}. */
  public static Tensor conv3d(Tensor input, Tensor weight) {
    return conv3d(input, weight, null, o -> {});
  }

  /** Convolves with a bias: Python's {@code F.conv3d(input, weight, bias)}. */
  public static Tensor conv3d(Tensor input, Tensor weight, @Nullable Tensor bias) {
    return conv3d(input, weight, bias, o -> {});
  }

  /** The same with a stride: Python's {@code F.conv3d(input, weight, bias, stride)}. */
  public static Tensor conv3d(Tensor input, Tensor weight, @Nullable Tensor bias, long stride) {
    return conv3d(input, weight, bias, stride, 0);
  }

  /** The same with a padding: Python's {@code F.conv3d(input, weight, bias, stride, padding)}. */
  public static Tensor conv3d(
      Tensor input, Tensor weight, @Nullable Tensor bias, long stride, long padding) {
    return conv3d(input, weight, bias, o -> o.stride(stride).padding(padding));
  }

  /** Convolves without bias: {@code F.conv3d(input, weight, o -> o.padding(1))}. */
  public static Tensor conv3d(Tensor input, Tensor weight, Consumer<ConvOptions> options) {
    return conv3d(input, weight, null, options);
  }

  /**
   * Convolves an input of 3 dimensions with a kernel: Python's {@code F.conv3d(input, weight, bias,
   * stride=…, …)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param weight of shape (out channels, C / groups, kD, kH, kW)
   * @param bias of shape (out channels), or null for none
   * @throws TorchException if the shapes or dtypes do not fit
   */
  public static Tensor conv3d(
      Tensor input, Tensor weight, @Nullable Tensor bias, Consumer<ConvOptions> options) {
    ConvOptions o = new ConvOptions();
    options.accept(o);
    return o.paddingName == null
        ? Aten.conv3d(input, weight, bias, o.stride, o.padding, o.dilation, o.groups)
        : Aten.conv3d_padding(input, weight, bias, o.stride, o.paddingName, o.dilation, o.groups);
  }
}
