package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides by the root of the mean square over the last dimensions: Python's {@code
 * torch.nn.RMSNorm}, {@code x / sqrt(mean(x²) + eps) * weight}.
 *
 * <p>Input: (*, normalizedShape). Output: the same shape.
 *
 * <p>Weights begin with 1.
 *
 * <pre>{@code
 * new RMSNorm(size(2, 3)).call(Torch.randn(2, 2, 3));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RMSNorm extends Module {
  /** The sizes of the dimensions that are normalised together. */
  public final Size normalizedShape;

  /** What is added to the mean square, or null for the dtype's smallest difference from 1. */
  public final @Nullable Number eps;

  /** Whether the layer has factors that are learned. */
  public final boolean elementwiseAffine;

  /** The factors, of shape normalizedShape, or null. */
  public @Nullable Tensor weight;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private @Nullable Number eps;
    private boolean elementwiseAffine = true;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets what is added to the mean square; default the dtype's smallest difference from 1. */
    public Options eps(@Nullable Number value) {
      this.eps = value;
      return this;
    }

    /** Sets whether the layer has factors that are learned; default true. */
    public Options elementwiseAffine(boolean value) {
      this.elementwiseAffine = value;
      return this;
    }
  }

  /** Makes a layer for the last dimension: Python's {@code nn.RMSNorm(10)}. */
  public RMSNorm(long normalizedShape) {
    this(normalizedShape, o -> {});
  }

  /** Makes a layer for the last dimensions: Python's {@code nn.RMSNorm(normalized_shape)}. */
  public RMSNorm(Size normalizedShape) {
    this(normalizedShape, o -> {});
  }

  /** The same with a summand for the mean square: {@code nn.RMSNorm(normalized_shape, eps)}. */
  public RMSNorm(Size normalizedShape, Number eps) {
    this(normalizedShape, o -> o.eps(eps));
  }

  /** Makes a layer with keyword arguments: {@code new RMSNorm(10, o -> o.eps(1e-6))}. */
  public RMSNorm(long normalizedShape, Consumer<Options> options) {
    this(Size.of(normalizedShape), options);
  }

  /** The same for the last dimensions. */
  public RMSNorm(Size normalizedShape, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.normalizedShape = normalizedShape;
    this.eps = o.eps;
    this.elementwiseAffine = o.elementwiseAffine;
    this.weight = o.elementwiseAffine ? o.parameter(normalizedShape.toArray()) : null;
    resetParameters();
  }

  /** Sets the weights to 1: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    if (weight != null) {
      Init.ones_(weight);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.rmsNorm(x, normalizedShape, weight, eps == null ? null : eps.doubleValue());
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
