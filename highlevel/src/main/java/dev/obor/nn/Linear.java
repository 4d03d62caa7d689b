package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies an affine map to the last dimension: Python's {@code torch.nn.Linear}, {@code y = x Aᵀ +
 * b}.
 *
 * <p>Input: (*, inFeatures), where * is any number of dimensions, none included. Output: (*,
 * outFeatures).
 *
 * <p>Weight and bias are drawn from the uniform distribution over [-k, k) with {@code k = 1 /
 * sqrt(inFeatures)}, in this order; after the same seed they are Python's.
 *
 * <pre>{@code
 * Linear layer = new Linear(20, 30);
 * layer.call(Torch.randn(128, 20)).shape();  // torch.Size([128, 30])
 * new Linear(20, 30, o -> o.bias(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Linear extends Module {
  /**
   * The size of each input: Python's {@code in_features}; 0 for a {@link LazyLinear} that has not
   * met its input.
   */
  public long inFeatures;

  /** The size of each output: Python's {@code out_features}. */
  public final long outFeatures;

  /** A, of shape (outFeatures, inFeatures). */
  public Tensor weight;

  /** b, of shape (outFeatures), or null for a layer without bias. */
  public @Nullable Tensor bias;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private boolean bias = true;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets whether the layer adds a bias; default true. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }
  }

  /** Makes a layer with bias: Python's {@code nn.Linear(in_features, out_features)}. */
  public Linear(long inFeatures, long outFeatures) {
    this(inFeatures, outFeatures, o -> {});
  }

  /**
   * Makes a layer with or without bias: Python's {@code nn.Linear(in_features, out_features,
   * bias)}.
   */
  public Linear(long inFeatures, long outFeatures, boolean bias) {
    this(inFeatures, outFeatures, o -> o.bias(bias));
  }

  /**
   * Makes a layer with keyword arguments: {@code new Linear(20, 30, o ->
   * o.bias(false).dtype(FLOAT64))}.
   */
  public Linear(long inFeatures, long outFeatures, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.weight = o.parameter(outFeatures, inFeatures);
    this.bias = o.bias ? o.parameter(outFeatures) : null;
    resetParameters();
  }

  /** Makes a layer that waits for its first input. */
  Linear(long outFeatures, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.outFeatures = outFeatures;
    this.weight = o.uninitialized();
    this.bias = o.bias ? o.uninitialized() : null;
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    Init.kaimingUniform_(weight, o -> o.a(Math.sqrt(5)));
    if (bias != null) {
      double bound = inFeatures > 0 ? 1 / Math.sqrt((double) inFeatures) : 0;
      Init.uniform_(bias, -bound, bound);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.linear(x, weight, bias);
  }

  @Override
  public String extraRepr() {
    return "in_features="
        + inFeatures
        + ", out_features="
        + outFeatures
        + ", bias="
        + ModuleText.python(bias != null);
  }
}
