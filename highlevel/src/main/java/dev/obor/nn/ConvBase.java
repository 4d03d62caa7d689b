package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all convolution layers have in common: Python's {@code _ConvNd}.
 *
 * <p>Weight and bias are drawn from the uniform distribution over [-k, k) with {@code k = 1 /
 * sqrt(fan in)}, in this order, where the fan in is the product of the weight's sizes without the
 * first; after the same seed they are Python's.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ConvBase extends Module {
  private static final List<String> MODES = List.of("zeros", "reflect", "replicate", "circular");

  /** The number of input channels; 0 for a {@link LazyModule} that has not met its input. */
  public long inChannels;

  /** The number of output channels. */
  public final long outChannels;

  /** The kernel's size. */
  public final Size kernelSize;

  /** How far the kernel moves in each dimension. */
  public final Size stride;

  /** How much is added on both sides of each dimension; zeros where the padding has a name. */
  public final Size padding;

  /** The distance of the kernel's elements in each dimension. */
  public final Size dilation;

  /** Into how many groups the channels are divided. */
  public final long groups;

  /** What is added on the sides. */
  public final String paddingMode;

  /** The kernels. */
  public Tensor weight;

  /** What is added to each channel, of shape (outChannels), or null for a layer without bias. */
  public @Nullable Tensor bias;

  ConvBase(
      int dims,
      long inChannels,
      long outChannels,
      Size kernelSize,
      boolean transposed,
      ConvLayerOptions<?> o) {
    check(inChannels, this instanceof LazyModule ? 0 : outChannels, o);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = Size.of(Sizes.each(kernelSize, dims));
    this.stride = Size.of(Sizes.each(o.stride, dims));
    this.padding = Size.of(Sizes.each(o.padding, dims));
    this.dilation = Size.of(Sizes.each(o.dilation, dims));
    this.groups = o.groups;
    this.paddingMode = o.paddingMode;
    boolean lazy = this instanceof LazyModule;
    this.weight = lazy ? o.uninitialized() : o.parameter(weightSize(transposed));
    this.bias = !o.bias ? null : lazy ? o.uninitialized() : o.parameter(outChannels);
    if (!lazy) {
      resetParameters();
    }
  }

  private static void check(long inChannels, long outChannels, ConvLayerOptions<?> o) {
    if (o.groups <= 0) {
      throw new ValueException("groups must be a positive integer");
    }
    if (inChannels % o.groups != 0) {
      throw new ValueException("in_channels must be divisible by groups");
    }
    if (outChannels % o.groups != 0) {
      throw new ValueException("out_channels must be divisible by groups");
    }
    if (!MODES.contains(o.paddingMode)) {
      throw new ValueException(
          "padding_mode must be one of {'replicate', 'reflect', 'zeros', 'circular'}, but got"
              + " padding_mode='"
              + o.paddingMode
              + "'");
    }
  }

  private long[] weightSize(boolean transposed) {
    long[] kernel = kernelSize.toArray();
    long[] size = new long[kernel.length + 2];
    size[0] = transposed ? inChannels : outChannels;
    size[1] = (transposed ? outChannels : inChannels) / groups;
    System.arraycopy(kernel, 0, size, 2, kernel.length);
    return size;
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    if (UninitializedParameter.isUninitialized(weight)) {
      return;
    }
    Init.kaimingUniform_(weight, o -> o.a(Math.sqrt(5)));
    if (bias != null) {
      long fanIn = Init.calculateFanInAndFanOut(weight).fanIn();
      if (fanIn != 0) {
        double bound = 1 / Math.sqrt((double) fanIn);
        Init.uniform_(bias, -bound, bound);
      }
    }
  }

  /** Takes the number of channels from the first input of a lazy layer. */
  final void meet(Tensor x, boolean transposed) {
    if (!UninitializedParameter.isUninitialized(weight)) {
      return;
    }
    int dims = kernelSize.size();
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new TorchException(
          "Expected "
              + (dims + 1)
              + "D (unbatched) or "
              + (dims + 2)
              + "D (batched) input to "
              + getName()
              + ", but got input of size: "
              + x.shape());
    }
    long channels = x.size(-dims - 1);
    if (channels % groups != 0) {
      throw new ValueException("in_channels must be divisible by groups");
    }
    inChannels = channels;
    UninitializedParameter.materialize(weight, weightSize(transposed));
    if (bias != null) {
      UninitializedParameter.materialize(bias, outChannels);
    }
    resetParameters();
  }

  /** What is printed of the padding. */
  String paddingText() {
    return all(padding, 0) ? "" : ", padding=" + Sizes.tuple(padding.toArray());
  }

  static boolean all(Size size, long value) {
    return size.stream().allMatch(s -> s == value);
  }

  final String extraRepr(Size outputPadding) {
    return inChannels
        + ", "
        + outChannels
        + ", kernel_size="
        + Sizes.tuple(kernelSize.toArray())
        + ", stride="
        + Sizes.tuple(stride.toArray())
        + paddingText()
        + (all(dilation, 1) ? "" : ", dilation=" + Sizes.tuple(dilation.toArray()))
        + (all(outputPadding, 0) ? "" : ", output_padding=" + Sizes.tuple(outputPadding.toArray()))
        + (groups == 1 ? "" : ", groups=" + groups)
        + (bias == null ? ", bias=False" : "")
        + (paddingMode.equals("zeros") ? "" : ", padding_mode=" + paddingMode);
  }
}
