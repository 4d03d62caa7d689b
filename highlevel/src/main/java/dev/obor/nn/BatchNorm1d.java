package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalises the channels of vectors or sequences over a batch: Python's {@code
 * torch.nn.BatchNorm1d}, {@code (x - mean) / sqrt(variance + eps) * weight + bias} with mean and
 * variance of each channel. In training they come from the batch, and running values follow them;
 * in evaluation the running ones are used.
 *
 * <p>Input: (N, C) or (N, C, L). Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new BatchNorm1d(100).call(Torch.randn(20, 100));
 * new BatchNorm1d(100, o -> o.affine(false));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; in training a call changes the running values.
 */
public class BatchNorm1d extends BatchNormNd {
  /** Makes a layer: Python's {@code nn.BatchNorm1d(num_features)}. */
  public BatchNorm1d(long numFeatures) {
    this(numFeatures, o -> {});
  }

  /**
   * Makes a layer with a summand for the variance: Python's {@code nn.BatchNorm1d(num_features,
   * eps)}.
   */
  public BatchNorm1d(long numFeatures, Number eps) {
    this(numFeatures, o -> o.eps(eps));
  }

  /**
   * The same with the weight of new values: {@code nn.BatchNorm1d(num_features, eps, momentum)}.
   */
  public BatchNorm1d(long numFeatures, Number eps, @Nullable Number momentum) {
    this(numFeatures, o -> o.eps(eps).momentum(momentum));
  }

  /** Makes a layer with keyword arguments: {@code new BatchNorm1d(100, o -> o.affine(false))}. */
  public BatchNorm1d(long numFeatures, Consumer<Options> options) {
    super(numFeatures, options);
  }

  @Override
  void checkInputDim(Tensor x) {
    if (x.dim() != 2 && x.dim() != 3) {
      throw new ValueException("expected 2D or 3D input (got " + x.dim() + "D input)");
    }
  }
}
