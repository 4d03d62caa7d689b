package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;

/** The arithmetic of one step of {@link Muon}; the gradients stay as they are. */
final class MuonStep {
  private static final int TOO_MANY_STEPS = 100;

  private final Quantity lr;
  private final double weightDecay;
  private final double momentum;
  private final boolean nesterov;
  private final List<?> coefficients;
  private final double eps;
  private final long iterations;
  private final boolean matchesAdamW;

  MuonStep(ParamGroup group) {
    lr = Quantity.of(group.get("lr"));
    weightDecay = group.number("weight_decay");
    momentum = group.number("momentum");
    nesterov = group.flag("nesterov");
    eps = group.number("eps");
    iterations = (long) group.number("ns_steps");
    matchesAdamW = "match_rms_adamw".equals(group.get("adjust_lr_fn"));
    coefficients = group.get("ns_coefficients") instanceof List<?> list ? list : List.of();
    if (iterations >= TOO_MANY_STEPS) {
      throw new ValueException(
          "Number of steps must be less than 100 for computational efficiency");
    }
    if (coefficients.size() != 3) {
      throw new ValueException("Coefficients must be a tuple of exactly 3 values");
    }
  }

  /** Changes one parameter and its momentum. */
  void single(Tensor param, Tensor gradient, Tensor buffer) {
    if (gradient.dim() != 2) {
      throw new ValueException("Param gradient must be a 2D matrix");
    }
    Aten.lerp__Scalar(buffer, gradient, 1 - momentum);
    Tensor update = nesterov ? Aten.lerp_Scalar(gradient, buffer, momentum) : buffer;
    Tensor direction = orthogonal(update);
    double rows = param.size(0);
    double columns = param.size(1);
    double ratio =
        matchesAdamW
            ? 0.2 * Math.sqrt(Math.max(rows, columns))
            : Math.sqrt(Math.max(1, rows / columns));
    lr.times(weightDecay).complement().multiply_(param);
    Aten.add__Tensor(param, direction, lr.times(ratio).negated().number());
  }

  /** The Newton-Schulz iteration, which brings all singular values near to 1. */
  private Tensor orthogonal(Tensor update) {
    double a = Quantity.of(coefficients.get(0)).number();
    double b = Quantity.of(coefficients.get(1)).number();
    double c = Quantity.of(coefficients.get(2)).number();
    boolean tall = update.size(0) > update.size(1);
    Tensor x = update.to(DType.BFLOAT16);
    x = tall ? Aten.t(x) : x;
    Tensor norm = Aten.clamp_min(Aten.norm_Scalar(x, 2), eps);
    x = Aten.div_Tensor(x, norm);
    for (long i = 0; i < iterations; i++) {
      Tensor gram = Aten.matmul(x, Aten.t(x));
      Tensor step = Aten.addmm(gram, gram, gram, b, c);
      x = Aten.addmm(x, step, x, a, 1);
    }
    return tall ? Aten.t(x) : x;
  }
}
