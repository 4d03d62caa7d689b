package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.util.Objects;

/** The arithmetic of one step of {@link RAdam}; the gradients stay as they are. */
final class RAdamStep {
  private final Foreach each;
  private final Quantity lr;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final double weightDecay;
  private final boolean decoupled;
  private final boolean maximize;
  private final double longest;
  private final Tensor[] averages;
  private final Tensor[] squares;
  private final Tensor[] steps;

  RAdamStep(ParamGroup group, Foreach each, Tensor[] averages, Tensor[] squares, Tensor[] steps) {
    this.each = each;
    this.averages = averages;
    this.squares = squares;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    beta1 = Quantity.of(group.pair("betas").get(0)).number();
    beta2 = Quantity.of(group.pair("betas").get(1)).number();
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    decoupled = group.flag("decoupled_weight_decay");
    maximize = group.flag("maximize");
    longest = 2 / (1 - beta2) - 1;
  }

  /** The length of the average that the squares stand for. */
  private double length(double step) {
    double power = PythonNumber.pow(beta2, step);
    return longest - 2 * step * power / (1 - power);
  }

  /** What the variance is rectified by; only for lengths over 5. */
  private double rectification(double length) {
    return PythonNumber.pow(
        (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length), 0.5);
  }

  /** Python's arithmetic for lists of tensors. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] m = complex ? Foreach.realViews(averages) : averages;
    Tensor[] v = complex ? Foreach.realViews(squares) : squares;
    double[] counts = Steps.advance(steps);
    directions = Foreach.directions(params, directions, maximize, decoupled ? 0 : weightDecay);
    if (decoupled && weightDecay != 0) {
      each.mul_(params, lr.times(weightDecay).complement().number());
    }
    Aten._foreach_lerp__Scalar(m, directions, 1 - beta1);
    each.mul_(v, beta2);
    Aten._foreach_addcmul__Scalar(v, directions, directions, 1 - beta2);
    double[] rectified = new double[params.length];
    double[] plain = new double[params.length];
    for (int i = 0; i < params.length; i++) {
      double length = length(counts[i]);
      double rectification = length > 5 ? rectification(length) : 0;
      double correction = 1 - PythonNumber.pow(beta1, counts[i]);
      double root = PythonNumber.pow(1 - PythonNumber.pow(beta2, counts[i]), 0.5);
      Quantity full = lr.times(rectification > 0 ? 0 : 1.0).over(correction);
      Quantity scaled = lr.times(rectification).over(correction);
      plain[i] = full.negated().number();
      rectified[i] = scaled.times(root).negated().number();
    }
    Tensor[] factors = Aten._foreach_sqrt(v);
    each.add_(factors, eps);
    each.div_(factors, rectified);
    Aten._foreach_reciprocal_(factors);
    each.add_(factors, plain);
    Aten._foreach_addcmul__Scalar(params, m, factors, 1);
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    double[] counts = Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      single(i, params[i], gradients[i], counts[i]);
    }
  }

  private void single(int i, Tensor given, Tensor gradient, double step) {
    Tensor param = Foreach.realView(given);
    Tensor g = Foreach.realView(maximize ? Aten.neg(gradient) : gradient);
    Tensor m = Foreach.realView(averages[i]);
    Tensor v = Foreach.realView(squares[i]);
    if (weightDecay != 0) {
      if (decoupled) {
        lr.times(weightDecay).complement().multiply_(param);
      } else {
        g = Aten.add_Tensor(g, param, weightDecay);
      }
    }
    Aten.lerp__Scalar(m, g, 1 - beta1);
    Aten.addcmul_(Aten.mul__Scalar(v, beta2), g, g, 1 - beta2);
    double power = PythonNumber.pow(beta2, step);
    Tensor update = Aten.div_Scalar(m, 1 - PythonNumber.pow(beta1, step));
    Tensor rate = lr.tensor();
    update = rate == null ? Aten.mul_Scalar(update, lr.number()) : Aten.mul_Tensor(update, rate);
    double length = length(step);
    if (length > 5) {
      Tensor root = Aten.add_Scalar(Aten.sqrt(v), eps, 1);
      Quantity adaptive = Quantity.of(PythonNumber.pow(1 - power, 0.5)).over(Quantity.of(root));
      update = Aten.mul_Tensor(update, Objects.requireNonNull(adaptive.tensor()));
      update = Aten.mul_Scalar(update, rectification(length));
    }
    Aten.add__Tensor(param, update, -1.0);
  }
}
