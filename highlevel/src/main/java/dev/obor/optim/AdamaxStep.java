package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Tensor;

/** The arithmetic of one step of {@link Adamax}; the gradients stay as they are. */
final class AdamaxStep {
  private final Foreach each;
  private final Quantity lr;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final double weightDecay;
  private final boolean maximize;
  private final boolean differentiable;
  private final Tensor[] averages;
  private final Tensor[] norms;
  private final Tensor[] steps;

  AdamaxStep(ParamGroup group, Foreach each, Tensor[] averages, Tensor[] norms, Tensor[] steps) {
    this.each = each;
    this.averages = averages;
    this.norms = norms;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    beta1 = Quantity.of(group.pair("betas").get(0)).number();
    beta2 = Quantity.of(group.pair("betas").get(1)).number();
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    maximize = group.flag("maximize");
    differentiable = group.flag("differentiable");
  }

  /** One call for each operation on all parameters. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] m = complex ? Foreach.realViews(averages) : averages;
    Tensor[] u = complex ? Foreach.realViews(norms) : norms;
    directions = Foreach.directions(params, directions, maximize, weightDecay);
    double[] counts = Steps.advance(steps);
    Aten._foreach_lerp__Scalar(m, directions, 1 - beta1);
    each.mul_(u, beta2);
    Tensor[] sizes = Aten._foreach_abs(directions);
    each.add_(sizes, eps);
    Aten._foreach_maximum__List(u, sizes);
    double rate = lr.number();
    Foreach.addcdiv_(
        params, m, u, Foreach.map(counts, step -> rate / (1 - PythonNumber.pow(beta1, step)) * -1));
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    double[] counts = Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor g = maximize ? Aten.neg(gradients[i]) : gradients[i];
      if (weightDecay != 0) {
        g = Aten.add_Tensor(g, params[i], weightDecay);
      }
      Tensor param = Foreach.realView(params[i]);
      g = Foreach.realView(g);
      Tensor m = Foreach.realView(averages[i]);
      Tensor u = Foreach.realView(norms[i]);
      Aten.lerp__Scalar(m, g, 1 - beta1);
      Aten.mul__Scalar(u, beta2);
      Tensor size = Aten.add_Scalar(Aten.abs(g), eps, 1);
      if (differentiable) {
        Tensor both = Aten.cat(new Tensor[] {Aten.unsqueeze(u, 0), Aten.unsqueeze(size, 0)}, 0);
        Aten.copy_(u, Aten.amax(both, new long[] {0}, false), false);
      } else {
        Aten.maximum_out(u, size, u);
      }
      double correction = 1 - PythonNumber.pow(beta1, counts[i]);
      Aten.addcdiv_(param, m, u, lr.over(correction).negated().number());
    }
  }
}
