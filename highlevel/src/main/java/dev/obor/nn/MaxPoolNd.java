package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * What {@link MaxPool1d}, {@link MaxPool2d} and {@link MaxPool3d} have in common: Python's {@code
 * _MaxPoolNd}. Sizes that were one number for all dimensions have one element.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class MaxPoolNd extends Module {
  /** The window's size. */
  public final Size kernelSize;

  /** How far the window moves. */
  public final Size stride;

  /** How much is added on both sides, of the lowest value. */
  public final Size padding;

  /** The distance of a window's elements. */
  public final Size dilation;

  /** Whether {@link #forwardWithIndices} is wanted; {@link #forward} gives the maxima alone. */
  public final boolean returnIndices;

  /** Whether the output's size is rounded up instead of down. */
  public final boolean ceilMode;

  /** Keyword arguments of the constructor. */
  public static final class Options extends PoolOptions<Options> {
    private Size dilation = Size.of(1);
    private boolean returnIndices;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the distance of a window's elements, for all dimensions or for each; default 1. */
    public Options dilation(long... value) {
      this.dilation = Size.of(value);
      return this;
    }

    /**
     * Sets whether the places of the maxima are wanted, which {@code forwardWithIndices} gives;
     * default false.
     */
    public Options returnIndices(boolean value) {
      this.returnIndices = value;
      return this;
    }
  }

  MaxPoolNd(Size kernelSize, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.kernelSize = kernelSize;
    this.stride = o.stride(kernelSize);
    this.padding = o.padding;
    this.dilation = o.dilation;
    this.returnIndices = o.returnIndices;
    this.ceilMode = o.ceilMode;
  }

  /** The maxima and where they lie: what Python's layer gives with {@code return_indices=True}. */
  public abstract Pooled forwardWithIndices(Tensor x);

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Sizes.text(kernelSize)
        + ", stride="
        + Sizes.text(stride)
        + ", padding="
        + Sizes.text(padding)
        + ", dilation="
        + Sizes.text(dilation)
        + ", ceil_mode="
        + ModuleText.python(ceilMode);
  }
}
