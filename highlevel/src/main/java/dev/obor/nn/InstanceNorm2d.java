package dev.obor.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises each channel of each of several images: Python's {@code torch.nn.InstanceNorm2d},
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias}. Unlike {@link BatchNorm2d} it has by
 * default neither weights nor running values.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new InstanceNorm2d(100).call(Torch.randn(20, 100, 35, 45));
 * new InstanceNorm2d(100, o -> o.affine(true));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; in training a call may change the running values.
 */
public class InstanceNorm2d extends InstanceNormNd {
  /** Makes a layer: Python's {@code nn.InstanceNorm2d(num_features)}. */
  public InstanceNorm2d(long numFeatures) {
    this(numFeatures, o -> {});
  }

  /**
   * Makes a layer with a summand for the variance: Python's {@code nn.InstanceNorm2d(num_features,
   * eps)}.
   */
  public InstanceNorm2d(long numFeatures, Number eps) {
    this(numFeatures, o -> o.eps(eps));
  }

  /**
   * The same with the weight of new values: {@code nn.InstanceNorm2d(num_features, eps, momentum)}.
   */
  public InstanceNorm2d(long numFeatures, Number eps, @Nullable Number momentum) {
    this(numFeatures, o -> o.eps(eps).momentum(momentum));
  }

  /**
   * Makes a layer with keyword arguments: {@code new InstanceNorm2d(100, o -> o.affine(false))}.
   */
  public InstanceNorm2d(long numFeatures, Consumer<Options> options) {
    super(2, numFeatures, false, options);
  }

  /** Makes a layer that waits for its first input. */
  InstanceNorm2d(Consumer<Options> options) {
    super(2, 0, true, options);
  }
}
