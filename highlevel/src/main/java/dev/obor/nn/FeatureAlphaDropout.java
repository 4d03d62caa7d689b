package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Drops whole channels at random in training so that mean and variance stay: Python's {@code
 * torch.nn.FeatureAlphaDropout}, made to go with {@link SELU}. Each is dropped with probability p.
 *
 * <p>Input: (N, C, *) or (C, *). Output: the same shape.
 *
 * <pre>{@code
 * FeatureAlphaDropout layer = new FeatureAlphaDropout(0.2);
 * Tensor y = layer.call(Torch.randn(20, 16, 4, 32, 32));
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class FeatureAlphaDropout extends DropoutNd {
  /** Makes the layer with p = 0.5: Python's {@code nn.FeatureAlphaDropout()}. */
  public FeatureAlphaDropout() {
    this(o -> {});
  }

  /** Makes the layer with a probability: Python's {@code nn.FeatureAlphaDropout(p)}. */
  public FeatureAlphaDropout(Number p) {
    this(p, false);
  }

  /**
   * Makes the layer that may work in place: Python's {@code nn.FeatureAlphaDropout(p, inplace)}.
   */
  public FeatureAlphaDropout(Number p, boolean inplace) {
    this(o -> o.p(p).inplace(inplace));
  }

  /**
   * Makes the layer with keyword arguments: {@code new FeatureAlphaDropout(o -> o.inplace(true))}.
   */
  public FeatureAlphaDropout(Consumer<Options> options) {
    super(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.featureAlphaDropout(x, p, isTraining(), inplace);
  }
}
