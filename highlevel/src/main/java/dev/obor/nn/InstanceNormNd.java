package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.function.Consumer;

/**
 * What {@link InstanceNorm1d}, {@link InstanceNorm2d} and {@link InstanceNorm3d} have in common:
 * Python's {@code _InstanceNorm}.
 *
 * <p>Thread rule: that of {@link Module}; in training a call changes the running values.
 */
public abstract class InstanceNormNd extends NormNd {
  private final int dims;

  InstanceNormNd(int dims, long numFeatures, boolean usual, Consumer<Options> options) {
    super(numFeatures, accepted(usual, options));
    this.dims = dims;
  }

  private static Options accepted(boolean usual, Consumer<Options> options) {
    Options o = new Options(usual);
    options.accept(o);
    return o;
  }

  @Override
  void checkInputDim(Tensor x) {
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new ValueException(
          "expected " + (dims + 1) + "D or " + (dims + 2) + "D input (got " + x.dim() + "D input)");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    checkInputDim(x);
    int channels = x.dim() - dims - 1;
    if (x.size(channels) != numFeatures) {
      mismatched(x, channels);
    }
    if (channels == 1) {
      return normalized(x);
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(normalized(x.unsqueeze(0)).squeeze(0));
    }
  }

  private void mismatched(Tensor x, int channels) {
    if (affine) {
      throw new ValueException(
          "expected input's size at dim="
              + channels
              + " to match num_features ("
              + numFeatures
              + "), but got: "
              + x.size(channels)
              + ".");
    }
    Warnings.warn(
        "input's size at dim="
            + channels
            + " does not match num_features. You can silence this warning by not passing in"
            + " num_features, which is not used because affine=False");
  }

  private Tensor normalized(Tensor x) {
    return F.instanceNorm(
        x,
        runningMean,
        runningVar,
        weight,
        bias,
        isTraining() || !trackRunningStats,
        momentum == null ? 0 : momentum.doubleValue(),
        eps.doubleValue());
  }
}
