package dev.obor.vision.ops;

import dev.obor.Scalar;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.Name;

/**
 * A batch normalisation whose statistics, factors and summands stay as they were loaded: Python's
 * {@code torchvision.ops.FrozenBatchNorm2d}.
 *
 * <p>Input and output: (N, numFeatures, H, W).
 *
 * <p>It has no parameters; what it has are buffers. A state dict of a {@code BatchNorm2d} can be
 * loaded: its count of batches is left out.
 *
 * <pre>{@code
 * ResNet backbone = Models.resnet50(o -> o.normLayer(FrozenBatchNorm2d::new));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FrozenBatchNorm2d extends Module {
  /** What is added to the variances. */
  public double eps;

  /** The factors. */
  public Tensor weight;

  /** The summands. */
  public Tensor bias;

  /** The means that are subtracted. */
  @Name("running_mean")
  public Tensor runningMean;

  /** The variances by whose roots is divided. */
  @Name("running_var")
  public Tensor runningVar;

  /** Makes the layer with eps = 1e-5: Python's {@code FrozenBatchNorm2d(num_features)}. */
  public FrozenBatchNorm2d(long numFeatures) {
    this(numFeatures, 1e-5);
  }

  /** Makes the layer: Python's {@code FrozenBatchNorm2d(num_features, eps)}. */
  public FrozenBatchNorm2d(long numFeatures, double eps) {
    this.eps = eps;
    this.weight = registerBuffer("weight", Torch.ones(numFeatures));
    this.bias = registerBuffer("bias", Torch.zeros(numFeatures));
    this.runningMean = registerBuffer("running_mean", Torch.zeros(numFeatures));
    this.runningVar = registerBuffer("running_var", Torch.ones(numFeatures));
    registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) ->
            state.remove(prefix + "num_batches_tracked"));
  }

  @Override
  public Tensor forward(Tensor x) {
    try (Scope scope = Torch.scope()) {
      Tensor scale = weight.mul(runningVar.add(eps).rsqrt()).reshape(1, -1, 1, 1);
      Tensor shift = bias.reshape(1, -1, 1, 1).sub(runningMean.reshape(1, -1, 1, 1).mul(scale));
      return scope.keep(x.mul(scale).add(shift));
    }
  }

  @Override
  public String toString() {
    return getName() + "(" + weight.size(0) + ", eps=" + Scalar.of(eps) + ")";
  }
}
