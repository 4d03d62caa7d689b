package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BatchNorm1d}, {@link BatchNorm2d}, {@link BatchNorm3d} and {@link SyncBatchNorm} have
 * in common: Python's {@code _BatchNorm}.
 *
 * <p>Thread rule: that of {@link Module}; in training a call changes the running values.
 */
public abstract class BatchNormNd extends NormNd {
  BatchNormNd(long numFeatures, Consumer<Options> options) {
    super(numFeatures, accepted(options));
  }

  BatchNormNd(BatchNormNd source) {
    super(source);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options(true);
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    checkInputDim(x);
    double factor = counted();
    boolean keeps = !isTraining() || trackRunningStats;
    @Nullable Tensor mean = keeps ? runningMean : null;
    @Nullable Tensor variance = keeps ? runningVar : null;
    boolean fromBatch = isTraining() || (runningMean == null && runningVar == null);
    return F.batchNorm(x, mean, variance, weight, bias, fromBatch, factor, eps.doubleValue());
  }
}
