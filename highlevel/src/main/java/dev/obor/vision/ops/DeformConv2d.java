package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.Parameter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that looks at each point from an offset of its own: Python's {@code
 * torchvision.ops.DeformConv2d}; see {@link Ops#deformConv2d}.
 *
 * <p>Input: (N, inChannels, H, W), offsets (N, 2 · kernel height · kernel width, height, width),
 * and a mask (N, kernel height · kernel width, height, width) or none. Output: (N, outChannels,
 * height, width).
 *
 * <p>Weights and biases begin as those of {@code Conv2d}.
 *
 * <pre>{@code
 * DeformConv2d conv = new DeformConv2d(3, 8, 3, o -> o.padding(1));
 * Tensor y = conv.call(pictures, offsets);  // or conv.call(pictures, offsets, mask)
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class DeformConv2d extends Module {
  /** The kernels, (outChannels, inChannels / groups, kernel height, kernel width). */
  public Tensor weight;

  /** What is added to each channel, or null. */
  public @Nullable Tensor bias;

  private final long inChannels;
  private final long outChannels;
  private final long groups;
  private final long[] kernelSize;
  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private long[] stride = {1, 1};
    private long[] padding = {0, 0};
    private long[] dilation = {1, 1};
    private long groups = 1;
    private boolean bias = true;

    Options() {}

    /** Sets the stride, one number or two; default 1. */
    public Options stride(long... value) {
      this.stride = pair(value);
      return this;
    }

    /** Sets the padding, one number or two; default 0. */
    public Options padding(long... value) {
      this.padding = pair(value);
      return this;
    }

    /** Sets the distance of the kernel's elements, one number or two; default 1. */
    public Options dilation(long... value) {
      this.dilation = pair(value);
      return this;
    }

    /** Sets the number of groups of channels; default 1. */
    public Options groups(long value) {
      this.groups = value;
      return this;
    }

    /** Sets whether the layer has a bias; default true. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }
  }

  /** Makes the layer: Python's {@code DeformConv2d(in_channels, out_channels, kernel_size)}. */
  public DeformConv2d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, o -> {});
  }

  /** Makes the layer with keyword arguments. */
  public DeformConv2d(
      long inChannels, long outChannels, long kernelSize, Consumer<Options> options) {
    this(inChannels, outChannels, new long[] {kernelSize, kernelSize}, options);
  }

  /**
   * Makes the layer with a kernel of any height and width.
   *
   * @throws ValueException if channels cannot be divided into the groups
   */
  public DeformConv2d(
      long inChannels, long outChannels, long[] kernelSize, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (inChannels % o.groups != 0) {
      throw new ValueException("in_channels must be divisible by groups");
    }
    if (outChannels % o.groups != 0) {
      throw new ValueException("out_channels must be divisible by groups");
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.groups = o.groups;
    this.kernelSize = pair(kernelSize);
    this.stride = o.stride;
    this.padding = o.padding;
    this.dilation = o.dilation;
    this.weight =
        Parameter.of(
            Torch.empty(outChannels, inChannels / groups, this.kernelSize[0], this.kernelSize[1]));
    this.bias = o.bias ? Parameter.of(Torch.empty(outChannels)) : null;
    resetParameters();
  }

  private static long[] pair(long[] value) {
    return value.length == 1 ? new long[] {value[0], value[0]} : value.clone();
  }

  /** Draws weights and biases anew: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    Init.kaimingUniform_(weight, o -> o.a(Math.sqrt(5)));
    if (bias != null) {
      long fanIn = inChannels / groups * kernelSize[0] * kernelSize[1];
      double bound = 1 / Math.sqrt((double) fanIn);
      Init.uniform_(bias, -bound, bound);
    }
  }

  @Override
  public Tensor forward(Tensor input, Tensor offset) {
    return convolve(input, offset, null);
  }

  @Override
  public Tensor forward(Tensor input, Tensor offset, Tensor mask) {
    return convolve(input, offset, mask);
  }

  private Tensor convolve(Tensor input, Tensor offset, @Nullable Tensor mask) {
    return Ops.deformConv2d(
        input,
        offset,
        weight,
        o -> o.bias(bias).mask(mask).stride(stride).padding(padding).dilation(dilation));
  }

  @Override
  public String toString() {
    return getName()
        + "("
        + inChannels
        + ", "
        + outChannels
        + ", kernel_size="
        + python(kernelSize)
        + ", stride="
        + python(stride)
        + (padding[0] == 0 && padding[1] == 0 ? "" : ", padding=" + python(padding))
        + (dilation[0] == 1 && dilation[1] == 1 ? "" : ", dilation=" + python(dilation))
        + (groups == 1 ? "" : ", groups=" + groups)
        + (bias == null ? ", bias=False" : "")
        + ")";
  }

  private static String python(long[] pair) {
    return "(" + pair[0] + ", " + pair[1] + ")";
  }
}
