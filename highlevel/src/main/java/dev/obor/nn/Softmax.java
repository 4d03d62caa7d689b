package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes numbers along a dimension positive with sum 1: Python's {@code torch.nn.Softmax}, {@code
 * exp(x) / sum(exp(x))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Softmax(1).call(Torch.zeros(2, 4));  // 0.25 everywhere
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softmax extends Module {
  /** The dimension, or null where none was said. */
  public final @Nullable Long dim;

  /**
   * Makes the layer without a dimension, which Python advises against: {@code nn.Softmax()}. It
   * takes dimension 0 of tensors with 0, 1 or 3 dimensions, and 1 of others.
   */
  public Softmax() {
    this.dim = null;
  }

  /** Makes the layer for a dimension: Python's {@code nn.Softmax(dim)}. */
  public Softmax(long dim) {
    this.dim = dim;
  }

  /** Makes the layer with a keyword argument: {@code new Softmax(o -> o.dim(1))}. */
  public Softmax(Consumer<DimOptions> options) {
    this.dim = DimOptions.of(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softmax(x, SoftmaxFunctions.softmaxDim("softmax", dim, x));
  }

  @Override
  public String extraRepr() {
    return "dim=" + ModuleText.python(dim);
  }
}
