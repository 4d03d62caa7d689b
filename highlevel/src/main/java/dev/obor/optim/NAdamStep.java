package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.util.Objects;

/** The arithmetic of one step of {@link NAdam}; the gradients stay as they are. */
final class NAdamStep {
  private static final double MOMENTUM_BASE = 0.96;

  private final Foreach each;
  private final Quantity lr;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final double weightDecay;
  private final double momentumDecay;
  private final boolean decoupled;
  private final boolean maximize;
  private final boolean differentiable;
  private final Tensor[] averages;
  private final Tensor[] squares;
  private final Tensor[] products;
  private final Tensor[] steps;

  NAdamStep(
      ParamGroup group,
      Foreach each,
      Tensor[] averages,
      Tensor[] squares,
      Tensor[] products,
      Tensor[] steps) {
    this.each = each;
    this.averages = averages;
    this.squares = squares;
    this.products = products;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    beta1 = Quantity.of(group.pair("betas").get(0)).number();
    beta2 = Quantity.of(group.pair("betas").get(1)).number();
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    momentumDecay = group.number("momentum_decay");
    decoupled = group.flag("decoupled_weight_decay");
    maximize = group.flag("maximize");
    differentiable = group.flag("differentiable");
  }

  /** The momentum of a step. */
  private double momentum(double step) {
    return beta1 * (1.0 - 0.5 * PythonNumber.pow(MOMENTUM_BASE, step * momentumDecay));
  }

  /** Python's arithmetic for lists of tensors. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] m = complex ? Foreach.realViews(averages) : averages;
    Tensor[] v = complex ? Foreach.realViews(squares) : squares;
    directions = Foreach.directions(params, directions, maximize, decoupled ? 0 : weightDecay);
    double[] counts = Steps.advance(steps);
    if (decoupled && weightDecay != 0) {
      each.mul_(params, lr.times(weightDecay).complement().number());
    }
    Aten._foreach_lerp__Scalar(m, directions, 1 - beta1);
    each.mul_(v, beta2);
    Aten._foreach_addcmul__Scalar(v, directions, directions, 1 - beta2);
    Tensor[] roots = Aten._foreach_sqrt(v);
    each.div_(
        roots,
        Foreach.map(counts, step -> PythonNumber.pow(1 - PythonNumber.pow(beta2, step), 0.5)));
    each.add_(roots, eps);
    double rate = lr.number();
    double[] ofGradients = new double[params.length];
    double[] ofAverages = new double[params.length];
    for (int i = 0; i < params.length; i++) {
      double now = momentum(counts[i]);
      double next = momentum(counts[i] + 1);
      double product = Aten.mul__Scalar(products[i], now).item().doubleValue();
      ofGradients[i] = rate * (1.0 - now) / (1.0 - product) * -1;
      ofAverages[i] = rate * next / (1.0 - product * next) * -1;
    }
    Foreach.addcdiv_(params, directions, roots, ofGradients);
    Foreach.addcdiv_(params, m, roots, ofAverages);
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
    double now = momentum(step);
    double next = momentum(step + 1);
    Aten.mul__Scalar(products[i], now);
    Aten.lerp__Scalar(m, g, 1 - beta1);
    Aten.addcmul_(Aten.mul__Scalar(v, beta2), g, g, 1 - beta2);
    Tensor root = Aten.sqrt(Aten.div_Scalar(v, 1 - PythonNumber.pow(beta2, step)));
    root = Aten.add_Scalar(root, eps, 1);
    if (differentiable) {
      differentiably(i, param, g, m, root, now, next);
      return;
    }
    double product = products[i].item().doubleValue();
    Quantity down = lr.negated();
    Aten.addcdiv_(param, g, root, down.times(1.0 - now).over(1.0 - product).number());
    Aten.addcdiv_(param, m, root, down.times(next).over(1.0 - product * next).number());
  }

  /** Python's formula for gradients through the step: the momentums' product stays a tensor. */
  private void differentiably(
      int i, Tensor param, Tensor g, Tensor m, Tensor root, double now, double next) {
    Quantity product = Quantity.of(products[i]);
    Quantity down = lr.negated();
    Quantity ofGradient = down.times(1.0 - now).over(product.complement());
    Quantity ofAverage = down.times(next).over(product.times(next).complement());
    Tensor first = Aten.mul_Tensor(g, Objects.requireNonNull(ofGradient.tensor()));
    Tensor second = Aten.mul_Tensor(m, Objects.requireNonNull(ofAverage.tensor()));
    Aten.addcdiv_(param, first, root, 1);
    Aten.addcdiv_(param, second, root, 1);
  }
}
