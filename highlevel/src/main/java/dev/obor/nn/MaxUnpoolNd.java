package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MaxUnpool1d}, {@link MaxUnpool2d} and {@link MaxUnpool3d} have in common: Python's
 * {@code _MaxUnpoolNd}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class MaxUnpoolNd extends Module {
  /** The size of the windows that the maxima come from. */
  public final Size kernelSize;

  /** How far the windows lay apart. */
  public final Size stride;

  /** How much was added on both sides. */
  public final Size padding;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable Size stride;
    private Size padding = Size.of(0);

    Options() {}

    /** Sets how far the windows lay apart, for all dimensions or for each; default their size. */
    public Options stride(long... value) {
      this.stride = Size.of(value);
      return this;
    }

    /** Sets how much was added on both sides, for all dimensions or for each; default 0. */
    public Options padding(long... value) {
      this.padding = Size.of(value);
      return this;
    }
  }

  MaxUnpoolNd(int dims, Size kernelSize, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.kernelSize = Size.of(Sizes.each(kernelSize, dims));
    this.stride = Size.of(Sizes.each(o.stride == null ? kernelSize : o.stride, dims));
    this.padding = Size.of(Sizes.each(o.padding, dims));
  }

  @Override
  public Tensor forward(Tensor input, Tensor indices) {
    return forward(input, indices, (Size) null);
  }

  /**
   * Computes an output of a given size, where several are possible: Python's {@code layer(input,
   * indices, output_size)}.
   *
   * @param input the maxima
   * @param indices where they lay
   * @param outputSize of the last dimensions or of all, or null for the usual size
   */
  public abstract Tensor forward(Tensor input, Tensor indices, @Nullable Size outputSize);

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Sizes.tuple(kernelSize.toArray())
        + ", stride="
        + Sizes.tuple(stride.toArray())
        + ", padding="
        + Sizes.tuple(padding.toArray());
  }
}
