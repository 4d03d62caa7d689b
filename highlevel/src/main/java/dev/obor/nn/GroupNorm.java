package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises groups of channels of each sample: Python's {@code torch.nn.GroupNorm}, {@code (x -
 * mean) / sqrt(variance + eps) * weight + bias} with mean and variance of each group.
 *
 * <p>Input: (N, C, *) with C = numChannels. Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new GroupNorm(3, 6).call(Torch.randn(20, 6, 10, 10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GroupNorm extends Module {
  /** Into how many groups the channels are divided. */
  public final long numGroups;

  /** The number of channels. */
  public final long numChannels;

  /** What is added to the variance. */
  public final Number eps;

  /** Whether the layer has factors and summands that are learned. */
  public final boolean affine;

  /** The factor of each channel, of shape (numChannels), or null. */
  public @Nullable Tensor weight;

  /** What is added to each channel, of shape (numChannels), or null. */
  public @Nullable Tensor bias;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private Number eps = 1e-5;
    private boolean affine = true;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets what is added to the variance; default 1e-5. */
    public Options eps(Number value) {
      this.eps = value;
      return this;
    }

    /** Sets whether the layer has factors and summands that are learned; default true. */
    public Options affine(boolean value) {
      this.affine = value;
      return this;
    }
  }

  /** Makes a layer: Python's {@code nn.GroupNorm(num_groups, num_channels)}. */
  public GroupNorm(long numGroups, long numChannels) {
    this(numGroups, numChannels, o -> {});
  }

  /** The same with a summand for the variance: {@code nn.GroupNorm(groups, channels, eps)}. */
  public GroupNorm(long numGroups, long numChannels, Number eps) {
    this(numGroups, numChannels, o -> o.eps(eps));
  }

  /** Makes a layer with keyword arguments: {@code new GroupNorm(3, 6, o -> o.affine(false))}. */
  public GroupNorm(long numGroups, long numChannels, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (numChannels % numGroups != 0) {
      throw new ValueException(
          "num_channels (" + numChannels + ") must be divisible by num_groups (" + numGroups + ")");
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = o.eps;
    this.affine = o.affine;
    this.weight = o.affine ? o.parameter(numChannels) : null;
    this.bias = o.affine ? o.parameter(numChannels) : null;
    resetParameters();
  }

  /** Sets weights to 1 and biases to 0: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    if (weight != null && bias != null) {
      Init.ones_(weight);
      Init.zeros_(bias);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.groupNorm(x, numGroups, weight, bias, eps.doubleValue());
  }

  @Override
  public String extraRepr() {
    return numGroups
        + ", "
        + numChannels
        + ", eps="
        + ModuleText.python(eps)
        + ", affine="
        + ModuleText.python(affine);
  }
}
