package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d} have in common.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ConvTransposeNd extends ConvBase {
  /** How much is added to the output on one side of each dimension. */
  public final Size outputPadding;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ConvLayerOptions<Options> {
    private Size outputPadding = Size.of(0);

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets how much is added to the output on one side, for all dimensions or for each. */
    public Options outputPadding(long... value) {
      this.outputPadding = Size.of(value);
      return this;
    }

    static Options of(Consumer<Options> options) {
      Options o = new Options();
      options.accept(o);
      return o;
    }
  }

  ConvTransposeNd(int dims, long inChannels, long outChannels, Size kernelSize, Options o) {
    super(dims, inChannels, outChannels, kernelSize, true, o);
    if (!paddingMode.equals("zeros")) {
      throw new ValueException("Only \"zeros\" padding mode is supported for " + getName());
    }
    this.outputPadding = Size.of(Sizes.each(o.outputPadding, dims));
  }

  abstract Tensor convolve(
      Tensor x, Consumer<TransposedConvolutionFunctions.ConvTransposeOptions> options);

  @Override
  public Tensor forward(Tensor x) {
    return forward(x, (Size) null);
  }

  /**
   * Computes an output of a given size, where several are possible: Python's {@code layer(x,
   * output_size)}.
   *
   * @param outputSize of the last dimensions or of all, or null for the smallest
   * @throws ValueException if it is none of those that are possible
   */
  public Tensor forward(Tensor x, @Nullable Size outputSize) {
    Size added = outputSize == null ? outputPadding : outputPadding(x, outputSize.toArray());
    return convolve(
        x,
        o ->
            o.stride(stride.toArray())
                .padding(padding.toArray())
                .outputPadding(added.toArray())
                .groups(groups)
                .dilation(dilation.toArray()));
  }

  private Size outputPadding(Tensor x, long[] outputSize) {
    int dims = kernelSize.size();
    int others = x.dim() == dims + 2 ? 2 : 1;
    long[] wanted =
        outputSize.length == others + dims
            ? Arrays.copyOfRange(outputSize, others, outputSize.length)
            : outputSize;
    if (wanted.length != dims) {
      throw new ValueException(
          String.format(
              "ConvTranspose%dD: for %dD input, output_size must have %d or %d elements (got %d)",
              dims, x.dim(), dims, others + dims, wanted.length));
    }
    long[] least = new long[dims];
    long[] most = new long[dims];
    for (int d = 0; d < dims; d++) {
      least[d] =
          (x.size(d + others) - 1) * stride.get(d)
              - 2 * padding.get(d)
              + dilation.get(d) * (kernelSize.get(d) - 1)
              + 1;
      most[d] = least[d] + stride.get(d) - 1;
    }
    long[] added = new long[dims];
    for (int d = 0; d < dims; d++) {
      added[d] = wanted[d] - least[d];
      if (added[d] < 0 || wanted[d] > most[d]) {
        long[] given = x.shape().toArray();
        throw new ValueException(
            "requested an output size of "
                + Sizes.list(wanted)
                + ", but valid sizes range from "
                + Sizes.list(least)
                + " to "
                + Sizes.list(most)
                + " (for an input of "
                + Size.of(Arrays.copyOfRange(given, 2, given.length))
                + ")");
      }
    }
    return Size.of(added);
  }

  @Override
  public String extraRepr() {
    return extraRepr(outputPadding);
  }
}
