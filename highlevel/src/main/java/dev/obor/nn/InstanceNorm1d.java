package dev.obor.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises each channel of each of several sequences: Python's {@code torch.nn.InstanceNorm1d},
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias}. Unlike {@link BatchNorm1d} it has by
 * default neither weights nor running values.
 *
 * <p>Input: (N, C, L) or (C, L). Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new InstanceNorm1d(100).call(Torch.randn(20, 100, 40));
 * new InstanceNorm1d(100, o -> o.affine(true));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; in training a call may change the running values.
 */
public class InstanceNorm1d extends InstanceNormNd {
  /** Makes a layer: Python's {@code nn.InstanceNorm1d(num_features)}. */
  public InstanceNorm1d(long numFeatures) {
    this(numFeatures, o -> {});
  }

  /**
   * Makes a layer with a summand for the variance: Python's {@code nn.InstanceNorm1d(num_features,
   * eps)}.
   */
  public InstanceNorm1d(long numFeatures, Number eps) {
    this(numFeatures, o -> o.eps(eps));
  }

  /**
   * The same with the weight of new values: {@code nn.InstanceNorm1d(num_features, eps, momentum)}.
   */
  public InstanceNorm1d(long numFeatures, Number eps, @Nullable Number momentum) {
    this(numFeatures, o -> o.eps(eps).momentum(momentum));
  }

  /**
   * Makes a layer with keyword arguments: {@code new InstanceNorm1d(100, o -> o.affine(false))}.
   */
  public InstanceNorm1d(long numFeatures, Consumer<Options> options) {
    super(1, numFeatures, false, options);
  }

  /** Makes a layer that waits for its first input. */
  InstanceNorm1d(Consumer<Options> options) {
    super(1, 0, true, options);
  }
}
