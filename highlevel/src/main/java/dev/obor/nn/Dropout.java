package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces elements by zero at random in training: Python's {@code torch.nn.Dropout}. Each is
 * dropped with probability p; the others are multiplied by {@code 1 / (1 - p)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * Dropout layer = new Dropout(0.2);
 * Tensor y = layer.call(Torch.randn(20, 16));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class Dropout extends DropoutNd {
  /** Makes the layer with p = 0.5: Python's {@code nn.Dropout()}. */
  public Dropout() {
    this(o -> {});
  }

  /** Makes the layer with a probability: Python's {@code nn.Dropout(p)}. */
  public Dropout(Number p) {
    this(p, false);
  }

  /** Makes the layer that may work in place: Python's {@code nn.Dropout(p, inplace)}. */
  public Dropout(Number p, boolean inplace) {
    this(o -> o.p(p).inplace(inplace));
  }

  /** Makes the layer with keyword arguments: {@code new Dropout(o -> o.inplace(true))}. */
  public Dropout(Consumer<Options> options) {
    super(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout(x, p, isTraining(), inplace);
  }
}
