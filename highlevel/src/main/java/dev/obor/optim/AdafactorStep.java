package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one step of {@link Adafactor}; the gradients stay as they are. */
final class AdafactorStep {
  private final Quantity lr;
  private final double beta2Decay;
  private final @Nullable Double eps1;
  private final double eps2;
  private final double d;
  private final double weightDecay;
  private final boolean maximize;
  private final boolean foreach;

  AdafactorStep(ParamGroup group) {
    lr = Quantity.of(group.get("lr"));
    beta2Decay = group.number("beta2_decay");
    List<?> eps = group.pair("eps");
    eps1 = eps.get(0) == null ? null : Quantity.of(eps.get(0)).number();
    eps2 = Quantity.of(eps.get(1)).number();
    d = group.number("d");
    weightDecay = group.number("weight_decay");
    maximize = group.flag("maximize");
    foreach = Boolean.TRUE.equals(group.optionalFlag("foreach"));
  }

  /** Changes one parameter and what is remembered about it. */
  void single(Tensor param, Tensor gradient, Map<String, Object> state, double step) {
    Tensor g = maximize ? Aten.neg(gradient) : gradient;
    double least = eps1 == null ? Torch.finfo(param.dtype()).eps() : eps1;
    double change = PythonNumber.pow(step, beta2Decay);
    double most = 1 / PythonNumber.pow(step, 0.5);
    Quantity rate = most < lr.number() ? Quantity.of(most) : lr;
    Quantity alpha = rate.times(Math.max(eps2, rootMeanSquare(param)));
    if (weightDecay != 0) {
      lr.times(weightDecay).complement().multiply_(param);
    }
    if (state.get("row_var") instanceof Tensor rows
        && state.get("col_var") instanceof Tensor columns) {
      Aten.lerp__Scalar(rows, meanSquare(g, -1), change);
      Aten.lerp__Scalar(columns, meanSquare(g, -2), change);
      Tensor mean = Aten.mean_dim(rows, new long[] {-2}, true, null);
      Tensor product = Aten.matmul(rows, columns);
      apply(param, g, Aten.div__Tensor(product, Aten.clamp_(mean, least, null)), least, alpha);
    } else if (state.get("variance") instanceof Tensor variance) {
      Aten.lerp__Scalar(variance, Aten.mul_Tensor(g, g), change);
      apply(param, g, Aten.clone(variance, null), least, alpha);
    } else {
      throw new TorchException("variance should be defined when grad is a vector");
    }
  }

  private void apply(Tensor param, Tensor g, Tensor estimate, double least, Quantity alpha) {
    Tensor update = Aten.mul__Tensor(Aten.rsqrt_(Aten.clamp_(estimate, least * least, null)), g);
    double size = Math.max(1.0, norm(update) / (root(update.numel()) * d));
    double factor = alpha.negated().over(size).number();
    if (foreach) {
      Aten.add__Tensor(param, Aten.mul__Scalar(update, factor), 1);
    } else {
      Aten.add__Tensor(param, update, factor);
    }
  }

  private static double norm(Tensor x) {
    return Aten.norm_Scalar(x, 2).item().doubleValue();
  }

  private static double root(long count) {
    return PythonNumber.pow((double) count, 0.5);
  }

  private static double rootMeanSquare(Tensor x) {
    return norm(x) / root(x.numel());
  }

  /** The mean of squares along a dimension, without a tensor of all squares. */
  private static Tensor meanSquare(Tensor g, long dim) {
    Tensor norm = Aten.norm_ScalarOpt_dim(g, 2, new long[] {dim}, true);
    return Aten.div__Scalar(Aten.mul_Tensor(norm, norm), g.size(dim));
  }
}
