package dev.obor.vision.ops;

import dev.obor.Size;
import dev.obor.nn.BatchNorm3d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A convolution, a normalisation and an activation, one after the other: Python's {@code
 * torchvision.ops.Conv3dNormActivation}.
 *
 * <p>Input: (N, inChannels, D, H, W). Output: (N, outChannels, D / stride, H / stride, W / stride),
 * as the padding is {@code (kernelSize - 1) / 2 * dilation} unless it is given. Without a
 * normalisation the convolution has a bias.
 *
 * <pre>{@code
 * new Conv3dNormActivation(3, 32, o -> o.stride(2).activationLayer(() -> new ReLU6(true)));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Conv3dNormActivation extends Sequential {
  /** The number of channels that come out: Python's {@code out_channels}. */
  public final long outChannels;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Size kernelSize = Size.of(3, 3, 3);
    private Size stride = Size.of(1, 1, 1);
    private @Nullable Size padding;
    private long groups = 1;
    private long dilation = 1;
    private @Nullable Boolean bias;
    private @Nullable LongFunction<? extends Module> normLayer = BatchNorm3d::new;
    private @Nullable Supplier<? extends Module> activationLayer = () -> new ReLU(true);

    Options() {}

    private static Size each(long[] value) {
      return value.length == 1 ? Size.of(value[0], value[0], value[0]) : Size.of(value);
    }

    /** Sets the size of the kernel, for all dimensions or for each of the three; default 3. */
    public Options kernelSize(long... value) {
      this.kernelSize = each(value);
      return this;
    }

    /**
     * Sets the stride of the convolution, for all dimensions or for each of the three; default 1.
     */
    public Options stride(long... value) {
      this.stride = each(value);
      return this;
    }

    /**
     * Sets the padding, for all dimensions or for each of the three; without it the size of the
     * film stays when the stride is 1.
     */
    public Options padding(long... value) {
      this.padding = each(value);
      return this;
    }

    /** Sets the number of groups of channels; default 1. */
    public Options groups(long value) {
      this.groups = value;
      return this;
    }

    /** Sets the distance of the elements of the kernel; default 1. */
    public Options dilation(long value) {
      this.dilation = value;
      return this;
    }

    /** Sets whether the convolution has a bias; by default it has if there is no normalisation. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }

    /** Sets what makes the normalisation for a number of channels, or null for none. */
    public Options normLayer(@Nullable LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    /** Sets what makes the activation, or null for none; default {@code ReLU} in place. */
    public Options activationLayer(@Nullable Supplier<? extends Module> value) {
      this.activationLayer = value;
      return this;
    }
  }

  /** Makes the three layers, with a kernel of 3 by 3 by 3, {@code BatchNorm3d} and {@code ReLU}. */
  public Conv3dNormActivation(long inChannels, long outChannels) {
    this(inChannels, outChannels, o -> {});
  }

  /** Makes the layers with keyword arguments. */
  public Conv3dNormActivation(long inChannels, long outChannels, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.outChannels = outChannels;
    Size given = o.padding;
    long[] padding =
        given != null
            ? given.toArray()
            : o.kernelSize.stream().map(k -> (k - 1) / 2 * o.dilation).toArray();
    boolean bias = o.bias != null ? o.bias : o.normLayer == null;
    append(
        new Conv3d(
            inChannels,
            outChannels,
            o.kernelSize,
            c ->
                c.stride(o.stride.toArray())
                    .padding(padding)
                    .dilation(o.dilation)
                    .groups(o.groups)
                    .bias(bias)));
    if (o.normLayer != null) {
      append(o.normLayer.apply(outChannels));
    }
    if (o.activationLayer != null) {
      append(o.activationLayer.get());
    }
  }
}
