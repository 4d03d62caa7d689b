package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces whole channels by zero at random in training: Python's {@code torch.nn.Dropout1d}. Each
 * is dropped with probability p; the others are multiplied by {@code 1 / (1 - p)}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: the same shape.
 *
 * <pre>{@code
 * Dropout1d layer = new Dropout1d(0.2);
 * Tensor y = layer.call(Torch.randn(20, 16, 32));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class Dropout1d extends DropoutNd {
  /** Makes the layer with p = 0.5: Python's {@code nn.Dropout1d()}. */
  public Dropout1d() {
    this(o -> {});
  }

  /** Makes the layer with a probability: Python's {@code nn.Dropout1d(p)}. */
  public Dropout1d(Number p) {
    this(p, false);
  }

  /** Makes the layer that may work in place: Python's {@code nn.Dropout1d(p, inplace)}. */
  public Dropout1d(Number p, boolean inplace) {
    this(o -> o.p(p).inplace(inplace));
  }

  /** Makes the layer with keyword arguments: {@code new Dropout1d(o -> o.inplace(true))}. */
  public Dropout1d(Consumer<Options> options) {
    super(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout1d(x, p, isTraining(), inplace);
  }
}
