package dev.obor.nn;

import dev.obor.Size;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LPPool1d}, {@link LPPool2d} and {@link LPPool3d} have in common: Python's {@code
 * _LPPoolNd}. Sizes that were one number for all dimensions have one element.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class LPPoolNd extends Module {
  /** The norm's exponent. */
  public final Number normType;

  /** The window's size. */
  public final Size kernelSize;

  /** How far the window moves, or null for the window's size. */
  public final @Nullable Size stride;

  /** Whether the output's size is rounded up instead of down. */
  public final boolean ceilMode;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable Size stride;
    private boolean ceilMode;

    Options() {}

    /** Sets how far the window moves, for all dimensions or for each; default its size. */
    public Options stride(long... value) {
      this.stride = Size.of(value);
      return this;
    }

    /** Sets whether the output's size is rounded up instead of down; default false. */
    public Options ceilMode(boolean value) {
      this.ceilMode = value;
      return this;
    }
  }

  LPPoolNd(Number normType, Size kernelSize, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.normType = normType;
    this.kernelSize = kernelSize;
    this.stride = o.stride;
    this.ceilMode = o.ceilMode;
  }

  @Override
  public String extraRepr() {
    return "norm_type="
        + ModuleText.python(normType)
        + ", kernel_size="
        + Sizes.text(kernelSize)
        + ", stride="
        + (stride == null ? "None" : Sizes.text(stride))
        + ", ceil_mode="
        + ModuleText.python(ceilMode);
  }
}
