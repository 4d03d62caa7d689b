package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The softmax of the negative numbers: Python's {@code torch.nn.Softmin}, {@code exp(-x) /
 * sum(exp(-x))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Softmin(1).call(Torch.zeros(2, 4));  // 0.25 everywhere
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softmin extends Module {
  /** The dimension, or null where none was said. */
  public final @Nullable Long dim;

  /**
   * Makes the layer without a dimension, which Python advises against: {@code nn.Softmin()}. It
   * takes dimension 0 of tensors with 0, 1 or 3 dimensions, and 1 of others.
   */
  public Softmin() {
    this.dim = null;
  }

  /** Makes the layer for a dimension: Python's {@code nn.Softmin(dim)}. */
  public Softmin(long dim) {
    this.dim = dim;
  }

  /** Makes the layer with a keyword argument: {@code new Softmin(o -> o.dim(1))}. */
  public Softmin(Consumer<DimOptions> options) {
    this.dim = DimOptions.of(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softmin(x, SoftmaxFunctions.softmaxDim("softmin", dim, x));
  }

  @Override
  public String extraRepr() {
    return "dim=" + ModuleText.python(dim);
  }
}
