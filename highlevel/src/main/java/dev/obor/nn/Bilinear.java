package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies a bilinear map to the last dimensions of two inputs: Python's {@code torch.nn.Bilinear},
 * {@code y = x1ᵀ A x2 + b}.
 *
 * <p>Inputs: (*, in1Features) and (*, in2Features), where * is the same for both. Output: (*,
 * outFeatures).
 *
 * <p>Weight and bias are drawn from the uniform distribution over [-k, k) with {@code k = 1 /
 * sqrt(in1Features)}, in this order.
 *
 * <pre>{@code
 * Bilinear layer = new Bilinear(20, 30, 40);
 * layer.call(Torch.randn(128, 20), Torch.randn(128, 30)).shape();  // torch.Size([128, 40])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Bilinear extends Module {
  /** The size of each first input. */
  public final long in1Features;

  /** The size of each second input. */
  public final long in2Features;

  /** The size of each output. */
  public final long outFeatures;

  /** A, of shape (outFeatures, in1Features, in2Features). */
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

  /** Makes a layer: Python's {@code nn.Bilinear(in1_features, in2_features, out_features)}. */
  public Bilinear(long in1Features, long in2Features, long outFeatures) {
    this(in1Features, in2Features, outFeatures, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new Bilinear(2, 3, 4, o -> o.bias(false))}. */
  public Bilinear(long in1Features, long in2Features, long outFeatures, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    if (in1Features <= 0) {
      throw new ValueException(
          "in1_features must be > 0, but got (in1_features=" + in1Features + ")");
    }
    this.weight = o.parameter(outFeatures, in1Features, in2Features);
    this.bias = o.bias ? o.parameter(outFeatures) : null;
    resetParameters();
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    double bound = 1 / Math.sqrt((double) in1Features);
    Init.uniform_(weight, -bound, bound);
    if (bias != null) {
      Init.uniform_(bias, -bound, bound);
    }
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2) {
    return F.bilinear(input1, input2, weight, bias);
  }

  @Override
  public String extraRepr() {
    return "in1_features="
        + in1Features
        + ", in2_features="
        + in2Features
        + ", out_features="
        + outFeatures
        + ", bias="
        + ModuleText.python(bias != null);
  }
}
