package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Conv1d}, {@link Conv2d} and {@link Conv3d} have in common.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ConvNd extends ConvBase {
  /** The padding's name, {@code same} or {@code valid}, or null for one in numbers. */
  public final @Nullable String paddingName;

  private final Size sides;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ConvLayerOptions<Options> {
    private @Nullable String paddingName;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the padding by name: {@code valid} is none, {@code same} gives the input's size. */
    public Options padding(String value) {
      this.paddingName = value;
      return this;
    }

    @Override
    public Options padding(long... value) {
      this.paddingName = null;
      return super.padding(value);
    }

    static Options of(Consumer<Options> options) {
      Options o = new Options();
      options.accept(o);
      o.check();
      return o;
    }

    private void check() {
      if (paddingName == null || groups <= 0) {
        return;
      }
      if (!paddingName.equals("same") && !paddingName.equals("valid")) {
        throw new ValueException(
            "Invalid padding string '" + paddingName + "', should be one of {'same', 'valid'}");
      }
      if (paddingName.equals("same") && !all(stride, 1)) {
        throw new ValueException("padding='same' is not supported for strided convolutions");
      }
    }
  }

  ConvNd(int dims, long inChannels, long outChannels, Size kernelSize, Options o) {
    super(dims, inChannels, outChannels, kernelSize, false, o);
    this.paddingName = o.paddingName;
    this.sides = sides(dims);
  }

  /** What is added before and behind each dimension, the last one first. */
  private Size sides(int dims) {
    long[] added = new long[2 * dims];
    for (int d = 0; d < dims; d++) {
      int at = 2 * (dims - 1 - d);
      long total =
          paddingName == null
              ? 2 * padding.get(d)
              : paddingName.equals("same") ? dilation.get(d) * (kernelSize.get(d) - 1) : 0;
      added[at] = total / 2;
      added[at + 1] = total - total / 2;
    }
    return Size.of(added);
  }

  abstract Tensor convolve(Tensor x, Consumer<ConvolutionFunctions.ConvOptions> options);

  @Override
  public Tensor forward(Tensor x) {
    if (paddingMode.equals("zeros")) {
      return convolve(x, o -> options(o, false));
    }
    try (Tensor padded = F.pad(x, sides, paddingMode)) {
      return convolve(padded, o -> options(o, true));
    }
  }

  private void options(ConvolutionFunctions.ConvOptions o, boolean isPadded) {
    o.stride(stride.toArray()).dilation(dilation.toArray()).groups(groups);
    if (isPadded) {
      return;
    }
    if (paddingName == null) {
      o.padding(padding.toArray());
    } else {
      o.padding(paddingName);
    }
  }

  @Override
  String paddingText() {
    return paddingName == null ? super.paddingText() : ", padding=" + paddingName;
  }

  @Override
  public String extraRepr() {
    return extraRepr(Size.of(0));
  }
}
