package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces whole channels by zero at random in training: Python's {@code torch.nn.Dropout3d}. Each
 * is dropped with probability p; the others are multiplied by {@code 1 / (1 - p)}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: the same shape.
 *
 * <pre>{@code
 * Dropout3d layer = new Dropout3d(0.2);
 * Tensor y = layer.call(Torch.randn(20, 16, 4, 32, 32));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class Dropout3d extends DropoutNd {
  /** Makes the layer with p = 0.5: Python's {@code nn.Dropout3d()}. */
  public Dropout3d() {
    this(o -> {});
  }

  /** Makes the layer with a probability: Python's {@code nn.Dropout3d(p)}. */
  public Dropout3d(Number p) {
    this(p, false);
  }

  /** Makes the layer that may work in place: Python's {@code nn.Dropout3d(p, inplace)}. */
  public Dropout3d(Number p, boolean inplace) {
    this(o -> o.p(p).inplace(inplace));
  }

  /** Makes the layer with keyword arguments: {@code new Dropout3d(o -> o.inplace(true))}. */
  public Dropout3d(Consumer<Options> options) {
    super(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.dropout3d(x, p, isTraining(), inplace);
  }
}
