package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises over the last dimensions: Python's {@code torch.nn.LayerNorm}, {@code (x - mean) /
 * sqrt(variance + eps) * weight + bias}.
 *
 * <p>Input: (*, normalizedShape). Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new LayerNorm(10).call(Torch.randn(20, 5, 10));
 * new LayerNorm(size(5, 10), o -> o.bias(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LayerNorm extends Module {
  /** The sizes of the dimensions that are normalised together. */
  public final Size normalizedShape;

  /** What is added to the variance. */
  public final Number eps;

  /** Whether the layer has factors, and by default summands, that are learned. */
  public final boolean elementwiseAffine;

  /** The factors, of shape normalizedShape, or null. */
  public @Nullable Tensor weight;

  /** The summands, of shape normalizedShape, or null. */
  public @Nullable Tensor bias;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private Number eps = 1e-5;
    private boolean elementwiseAffine = true;
    private boolean bias = true;

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
    public Options elementwiseAffine(boolean value) {
      this.elementwiseAffine = value;
      return this;
    }

    /** Sets whether it has summands, if it has factors; default true. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }
  }

  /** Makes a layer for the last dimension: Python's {@code nn.LayerNorm(10)}. */
  public LayerNorm(long normalizedShape) {
    this(normalizedShape, o -> {});
  }

  /** Makes a layer for the last dimensions: Python's {@code nn.LayerNorm(normalized_shape)}. */
  public LayerNorm(Size normalizedShape) {
    this(normalizedShape, o -> {});
  }

  /** The same with a summand for the variance: {@code nn.LayerNorm(normalized_shape, eps)}. */
  public LayerNorm(Size normalizedShape, Number eps) {
    this(normalizedShape, o -> o.eps(eps));
  }

  /** Makes a layer with keyword arguments: {@code new LayerNorm(10, o -> o.eps(1e-6))}. */
  public LayerNorm(long normalizedShape, Consumer<Options> options) {
    this(Size.of(normalizedShape), options);
  }

  /** The same for the last dimensions. */
  public LayerNorm(Size normalizedShape, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.normalizedShape = normalizedShape;
    this.eps = o.eps;
    this.elementwiseAffine = o.elementwiseAffine;
    long[] shape = normalizedShape.toArray();
    this.weight = o.elementwiseAffine ? o.parameter(shape) : null;
    this.bias = o.elementwiseAffine && o.bias ? o.parameter(shape) : null;
    resetParameters();
  }

  /** Sets weights to 1 and biases to 0: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    if (weight != null) {
      Init.ones_(weight);
    }
    if (bias != null) {
      Init.zeros_(bias);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.layerNorm(x, normalizedShape, weight, bias, eps.doubleValue());
  }

  @Override
  public String extraRepr() {
    return Sizes.tuple(normalizedShape.toArray())
        + ", eps="
        + ModuleText.python(eps)
        + ", elementwise_affine="
        + ModuleText.python(elementwiseAffine);
  }
}
