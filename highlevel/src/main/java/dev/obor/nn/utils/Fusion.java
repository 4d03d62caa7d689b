package dev.obor.nn.utils;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.BatchNormNd;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a batch normalisation into the layer before it, for evaluation: the functions of Python's
 * {@code torch.nn.utils.fusion}.
 *
 * <pre>{@code
 * Conv2d fused = Fusion.fuseConvBnEval(convolution, normalisation);
 * fused.call(x); // what normalisation.call(convolution.call(x)) gives
 * }</pre>
 *
 * <p>The layers themselves are not changed. The functions may be called from any thread.
 */
public final class Fusion {
  private Fusion() {}

  /**
   * The parameters of a fused layer.
   *
   * @param weight its weight
   * @param bias its bias
   */
  public record Fused(Tensor weight, Tensor bias) {}

  /** Fuses a convolution and the normalisation behind it: {@code fuse_conv_bn_eval(conv, bn)}. */
  public static <C extends Module> C fuseConvBnEval(C conv, BatchNormNd bn) {
    return fuseConvBnEval(conv, bn, false);
  }

  /**
   * Fuses a convolution and the normalisation behind it: Python's {@code fuse_conv_bn_eval(conv,
   * bn, transpose)}.
   *
   * @param conv a convolution in evaluation mode
   * @param bn a normalisation in evaluation mode, with running values
   * @param transpose whether the convolution is a transposed one
   * @return a copy of the convolution with other parameters
   * @throws ValueException if one of them is in training mode, or has no weight or running values
   */
  @SuppressWarnings("unchecked") // a copy is of the class of the original
  public static <C extends Module> C fuseConvBnEval(C conv, BatchNormNd bn, boolean transpose) {
    check(conv, bn);
    C fused = (C) conv.copy();
    Tensor mean = wanted(bn.runningMean, "running_mean");
    Tensor var = wanted(bn.runningVar, "running_var");
    Fused parameters =
        fuseConvBnWeights(
            wanted(tensor(conv, "weight"), "weight"),
            tensor(conv, "bias"),
            mean,
            var,
            bn.eps.doubleValue(),
            bn.weight,
            bn.bias,
            transpose);
    fused.setattr("weight", parameters.weight);
    fused.setattr("bias", parameters.bias);
    return fused;
  }

  private static void check(Module layer, Module bn) {
    if (layer.training() || bn.training()) {
      throw new ValueException("Fusion only for eval!");
    }
  }

  private static @Nullable Tensor tensor(Module module, String name) {
    return module.hasattr(name) && module.getattr(name) instanceof Tensor tensor ? tensor : null;
  }

  private static Tensor wanted(@Nullable Tensor tensor, String name) {
    if (tensor == null) {
      throw new ValueException("there is no " + name + " to fuse");
    }
    return tensor;
  }

  /**
   * The parameters of a convolution fused with the normalisation behind it: Python's {@code
   * fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose)}.
   *
   * @param convW the weight of the convolution
   * @param convB its bias, or null
   * @param bnRm the running mean of the normalisation
   * @param bnRv its running variance
   * @param bnEps what keeps the divisor from zero
   * @param bnW its weight, or null
   * @param bnB its bias, or null
   * @param transpose whether the convolution is a transposed one
   */
  public static Fused fuseConvBnWeights(
      Tensor convW,
      @Nullable Tensor convB,
      Tensor bnRm,
      Tensor bnRv,
      double bnEps,
      @Nullable Tensor bnW,
      @Nullable Tensor bnB,
      boolean transpose) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      DType dtype = convW.dtype();
      Tensor bias = convB == null ? Torch.zerosLike(bnRm) : convB;
      Tensor weight = bnW == null ? Torch.onesLike(bnRm) : bnW;
      Tensor shift = bnB == null ? Torch.zerosLike(bnRm) : bnB;
      Tensor inverse = bnRv.add(bnEps).rsqrt();
      long[] shape = new long[convW.dim()];
      Arrays.fill(shape, 1);
      shape[transpose ? 1 : 0] = -1;
      Tensor fusedWeight = convW.mul(weight.mul(inverse).reshape(shape)).to(dtype);
      Tensor fusedBias =
          bias.sub(bnRm)
              .mul(inverse)
              .mul(weight)
              .add(shift)
              .to(convB == null ? dtype : convB.dtype());
      return scope.keepAll(
          new Fused(
              Parameter.of(fusedWeight, convW.requiresGrad()),
              Parameter.of(fusedBias, bias.requiresGrad())));
    }
  }

  /**
   * Fuses a linear layer and the normalisation behind it: Python's {@code
   * fuse_linear_bn_eval(linear, bn)}.
   *
   * @param linear a layer in evaluation mode
   * @param bn a normalisation in evaluation mode, of the size of the layer's outputs or of size 1
   * @return a copy of the layer with other parameters
   * @throws ValueException if one of them is in training mode, or the sizes do not fit
   */
  public static Linear fuseLinearBnEval(Linear linear, BatchNormNd bn) {
    check(linear, bn);
    if (linear.outFeatures != bn.numFeatures && bn.numFeatures != 1) {
      throw new ValueException(
          "To fuse, linear.out_features == bn.num_features or bn.num_features == 1");
    }
    Linear fused = (Linear) linear.copy();
    Fused parameters =
        fuseLinearBnWeights(
            linear.weight,
            linear.bias,
            wanted(bn.runningMean, "running_mean"),
            wanted(bn.runningVar, "running_var"),
            bn.eps.doubleValue(),
            wanted(bn.weight, "weight"),
            wanted(bn.bias, "bias"));
    fused.setattr("weight", parameters.weight);
    fused.setattr("bias", parameters.bias);
    return fused;
  }

  /**
   * The parameters of a linear layer fused with the normalisation behind it: Python's {@code
   * fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b)}.
   */
  public static Fused fuseLinearBnWeights(
      Tensor linearW,
      @Nullable Tensor linearB,
      Tensor bnRm,
      Tensor bnRv,
      double bnEps,
      Tensor bnW,
      Tensor bnB) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      DType dtype = linearW.dtype();
      Tensor bias = linearB == null ? Torch.zerosLike(bnRm) : linearB;
      Tensor scale = bnW.mul(bnRv.add(bnEps).rsqrt());
      Tensor weight = linearW.mul(scale.unsqueeze(-1).to(dtype));
      Tensor shifted =
          bias.sub(bnRm).mul(scale).add(bnB).to(linearB == null ? dtype : linearB.dtype());
      return scope.keepAll(
          new Fused(
              Parameter.of(weight, linearW.requiresGrad()),
              Parameter.of(shifted, bias.requiresGrad())));
    }
  }
}
