package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Drops elements at random in training so that mean and variance stay: Python's {@code
 * torch.nn.AlphaDropout}, made to go with {@link SELU}. Each is dropped with probability p.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * AlphaDropout layer = new AlphaDropout(0.2);
 * Tensor y = layer.call(Torch.randn(20, 16));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class AlphaDropout extends DropoutNd {
  /** Makes the layer with p = 0.5: Python's {@code nn.AlphaDropout()}. */
  public AlphaDropout() {
    this(o -> {});
  }

  /** Makes the layer with a probability: Python's {@code nn.AlphaDropout(p)}. */
  public AlphaDropout(Number p) {
    this(p, false);
  }

  /** Makes the layer that may work in place: Python's {@code nn.AlphaDropout(p, inplace)}. */
  public AlphaDropout(Number p, boolean inplace) {
    this(o -> o.p(p).inplace(inplace));
  }

  /** Makes the layer with keyword arguments: {@code new AlphaDropout(o -> o.inplace(true))}. */
  public AlphaDropout(Consumer<Options> options) {
    super(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.alphaDropout(x, p, isTraining());
  }
}
