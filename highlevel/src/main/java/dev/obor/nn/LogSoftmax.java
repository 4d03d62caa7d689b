package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The logarithm of {@link Softmax}: Python's {@code torch.nn.LogSoftmax}, {@code x -
 * log(sum(exp(x)))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new LogSoftmax(1).call(Torch.zeros(2, 4));  // -1.3863 everywhere
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LogSoftmax extends Module {
  /** The dimension, or null where none was said. */
  public final @Nullable Long dim;

  /**
   * Makes the layer without a dimension, which Python advises against: {@code nn.LogSoftmax()}. It
   * takes dimension 0 of tensors with 0, 1 or 3 dimensions, and 1 of others.
   */
  public LogSoftmax() {
    this.dim = null;
  }

  /** Makes the layer for a dimension: Python's {@code nn.LogSoftmax(dim)}. */
  public LogSoftmax(long dim) {
    this.dim = dim;
  }

  /** Makes the layer with a keyword argument: {@code new LogSoftmax(o -> o.dim(1))}. */
  public LogSoftmax(Consumer<DimOptions> options) {
    this.dim = DimOptions.of(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.logSoftmax(x, SoftmaxFunctions.softmaxDim("log_softmax", dim, x));
  }

  @Override
  public String extraRepr() {
    return "dim=" + ModuleText.python(dim);
  }
}
