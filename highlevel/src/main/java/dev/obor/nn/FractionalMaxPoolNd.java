package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.UnpoolingFunctions.FractionalMaxPoolOptions;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FractionalMaxPool2d} and {@link FractionalMaxPool3d} have in common.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class FractionalMaxPoolNd extends Module {
  /** The window's size. */
  public final Size kernelSize;

  /** The size of the output, or null where the ratio is given. */
  public final @Nullable Size outputSize;

  /** Whether {@link #forwardWithIndices} is wanted; {@link #forward} gives the maxima alone. */
  public final boolean returnIndices;

  private final int dims;
  private final double @Nullable [] outputRatio;
  private @Nullable Tensor randomSamples;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable Size outputSize;
    private double @Nullable [] outputRatio;
    private boolean returnIndices;
    private @Nullable Tensor randomSamples;

    Options() {}

    /** Sets where the windows lie, instead of drawing it: of shape (N, C, dimensions). */
    public Options randomSamples(Tensor value) {
      this.randomSamples = value;
      return this;
    }

    /** Sets the size of the output, for all dimensions or for each. */
    public Options outputSize(long... value) {
      this.outputSize = Size.of(value);
      return this;
    }

    /** Sets the size of the output as a part of the input's, for all dimensions or for each. */
    public Options outputRatio(double... value) {
      this.outputRatio = value.clone();
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

  FractionalMaxPoolNd(int dims, Size kernelSize, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.dims = dims;
    this.kernelSize = Size.of(Sizes.each(kernelSize, dims));
    this.outputSize = o.outputSize == null ? null : Size.of(Sizes.each(o.outputSize, dims));
    this.outputRatio = o.outputRatio;
    this.returnIndices = o.returnIndices;
    this.randomSamples =
        o.randomSamples == null ? null : registerBuffer("_random_samples", o.randomSamples);
    check(o);
  }

  private void check(Options o) {
    if (o.outputSize == null && o.outputRatio == null) {
      throw new ValueException(
          "FractionalMaxPool"
              + dims
              + "d requires specifying either an output size, or a pooling ratio");
    }
    if (o.outputSize != null && o.outputRatio != null) {
      throw new ValueException("only one of output_size and output_ratio may be specified");
    }
    double[] ratio = o.outputRatio == null ? new double[0] : o.outputRatio;
    if (Arrays.stream(ratio).anyMatch(r -> r <= 0 || r >= 1)) {
      throw new ValueException(
          "output_ratio must be between 0 and 1 (got "
              + (ratio.length == 1 ? ModuleText.python(ratio[0]) : ModuleText.tuple(ratio))
              + ")");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Pooled pooled = forwardWithIndices(x);
    pooled.indices().close();
    return pooled.output();
  }

  /** The maxima and where they lie: what Python's layer gives with {@code return_indices=True}. */
  public Pooled forwardWithIndices(Tensor x) {
    FractionalMaxPoolOptions o = new FractionalMaxPoolOptions();
    o.outputSize = outputSize;
    o.outputRatio = outputRatio;
    o.randomSamples = randomSamples;
    return F.fractional(x, dims, kernelSize, o);
  }
}
