package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the layers that normalise channels have in common: Python's {@code _NormBase}.
 *
 * <p>Weights begin with 1, biases and running means with 0, running variances with 1.
 *
 * <p>Thread rule: that of {@link Module}; in training a call changes the running values.
 */
public abstract class NormNd extends Module {
  /** The number of channels; 0 for a {@link LazyModule} that has not met its input. */
  public long numFeatures;

  /** What is added to the variance. */
  public final Number eps;

  /** The weight of new values in the running ones, or null for the mean of all. */
  public @Nullable Number momentum;

  /** Whether the layer has factors and summands that are learned. */
  public final boolean affine;

  /** Whether the layer keeps running values, which it uses in evaluation. */
  public final boolean trackRunningStats;

  /** The factor of each channel, of shape (numFeatures), or null. */
  public @Nullable Tensor weight;

  /** What is added to each channel, of shape (numFeatures), or null. */
  public @Nullable Tensor bias;

  /** The running mean, a buffer of shape (numFeatures), or null. */
  public @Nullable Tensor runningMean;

  /** The running variance, a buffer of shape (numFeatures), or null. */
  public @Nullable Tensor runningVar;

  /** How many batches the running values have seen, a buffer, int64 of shape (), or null. */
  public @Nullable Tensor numBatchesTracked;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private Number eps = 1e-5;
    private @Nullable Number momentum = 0.1;
    private boolean affine;
    private boolean trackRunningStats;

    Options(boolean usual) {
      this.affine = usual;
      this.trackRunningStats = usual;
    }

    @Override
    Options self() {
      return this;
    }

    /** Sets what is added to the variance; default 1e-5. */
    public Options eps(Number value) {
      this.eps = value;
      return this;
    }

    /** Sets the weight of new values in the running ones, null for the mean of all; default 0.1. */
    public Options momentum(@Nullable Number value) {
      this.momentum = value;
      return this;
    }

    /**
     * Sets whether the layer has factors and summands that are learned; default true for batch
     * norms and false for instance norms.
     */
    public Options affine(boolean value) {
      this.affine = value;
      return this;
    }

    /**
     * Sets whether the layer keeps running values; default true for batch norms and false for
     * instance norms.
     */
    public Options trackRunningStats(boolean value) {
      this.trackRunningStats = value;
      return this;
    }
  }

  NormNd(long numFeatures, Options o) {
    this.numFeatures = numFeatures;
    this.eps = o.eps;
    this.momentum = o.momentum;
    this.affine = o.affine;
    this.trackRunningStats = o.trackRunningStats;
    boolean lazy = this instanceof LazyModule;
    this.weight = !affine ? null : lazy ? o.uninitialized() : o.parameter(numFeatures);
    this.bias = !affine ? null : lazy ? o.uninitialized() : o.parameter(numFeatures);
    if (trackRunningStats) {
      runningMean = registerBuffer("running_mean", buffer(lazy, o));
      runningVar = registerBuffer("running_var", buffer(lazy, o));
      numBatchesTracked =
          registerBuffer(
              "num_batches_tracked",
              Aten.zeros(new long[0], DType.INT64, null, o.deviceOrDefault(), null));
    }
    registerLoadStateDictPreHook(NormNd::complete);
    if (!lazy) {
      resetParameters();
    }
  }

  /** Makes a layer with the parameters and running values of another. */
  NormNd(NormNd source) {
    this.numFeatures = source.numFeatures;
    this.eps = source.eps;
    this.momentum = source.momentum;
    this.affine = source.affine;
    this.trackRunningStats = source.trackRunningStats;
    this.weight = source.weight;
    this.bias = source.bias;
    source.members().buffers().forEach((key, buffer) -> registerBuffer(key, buffer));
    this.runningMean = source.runningMean;
    this.runningVar = source.runningVar;
    this.numBatchesTracked = source.numBatchesTracked;
    registerLoadStateDictPreHook(NormNd::complete);
    train(source.isTraining());
  }

  @Override
  protected long stateVersion() {
    return 2;
  }

  /** States of version 1, and those that do not say theirs, may lack the number of batches. */
  private static void complete(
      Module module,
      Map<String, Tensor> stateDict,
      String prefix,
      Map<String, Object> localMetadata,
      boolean strict,
      List<String> missingKeys,
      List<String> unexpectedKeys,
      List<String> errorMsgs) {
    boolean isOld =
        !(localMetadata.get("version") instanceof Number version) || version.longValue() < 2;
    if (isOld && module instanceof NormNd norm && norm.numBatchesTracked != null) {
      stateDict.putIfAbsent(prefix + "num_batches_tracked", norm.numBatchesTracked);
    }
  }

  private Tensor buffer(boolean lazy, Options o) {
    return lazy
        ? UninitializedBuffer.of(o.dtype(), o.deviceOrDefault())
        : UninitializedParameter.empty(o.dtype(), o.deviceOrDefault(), numFeatures);
  }

  /** Lets the running values begin anew: Python's {@code reset_running_stats()}. */
  public void resetRunningStats() {
    if (trackRunningStats) {
      Init.zeros_(tracked(runningMean));
      Init.ones_(tracked(runningVar));
      Init.zeros_(tracked(numBatchesTracked));
    }
  }

  static Tensor tracked(@Nullable Tensor buffer) {
    if (buffer == null) {
      throw new IllegalStateException("a running value is gone");
    }
    return buffer;
  }

  /** Lets everything begin anew: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    resetRunningStats();
    if (weight != null && bias != null) {
      Init.ones_(weight);
      Init.zeros_(bias);
    }
  }

  /** Takes the number of channels from the first input of a lazy layer. */
  final void meet(Tensor x) {
    Tensor waiting = weight != null ? weight : runningMean;
    if (waiting == null || !UninitializedParameter.isUninitialized(waiting)) {
      return;
    }
    if (x.dim() < 2) {
      throw new IndexException("tuple index out of range");
    }
    numFeatures = x.size(1);
    for (Tensor tensor : new @Nullable Tensor[] {weight, bias, runningMean, runningVar}) {
      if (tensor != null) {
        UninitializedParameter.materialize(tensor, numFeatures);
      }
    }
    resetParameters();
  }

  /** Counts the batch, and says what weight its values have in the running ones. */
  final double counted() {
    if (!isTraining() || !trackRunningStats) {
      return momentum == null ? 0 : momentum.doubleValue();
    }
    Tensor batches = tracked(numBatchesTracked);
    try (ThreadMode mode = Torch.noGrad()) {
      Aten.add__Scalar(batches, 1, 1);
    }
    return momentum == null ? 1.0 / batches.item().longValue() : momentum.doubleValue();
  }

  /** Throws unless the input has a number of dimensions that the layer takes. */
  abstract void checkInputDim(Tensor x);

  @Override
  public String extraRepr() {
    return numFeatures
        + ", eps="
        + ModuleText.python(eps)
        + ", momentum="
        + ModuleText.python(momentum)
        + ", affine="
        + ModuleText.python(affine)
        + ", track_running_stats="
        + ModuleText.python(trackRunningStats);
  }
}
