package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;

/** The arithmetic of one step of {@link Rprop}; the gradients stay as they are. */
final class RpropStep {
  private final double minus;
  private final double plus;
  private final double smallest;
  private final double largest;
  private final boolean maximize;
  private final boolean differentiable;
  private final Tensor[] previous;
  private final Tensor[] sizes;
  private final Tensor[] steps;

  RpropStep(ParamGroup group, Foreach each, Tensor[] previous, Tensor[] sizes, Tensor[] steps) {
    this.previous = previous;
    this.sizes = sizes;
    this.steps = steps;
    minus = Quantity.of(group.pair("etas").get(0)).number();
    plus = Quantity.of(group.pair("etas").get(1)).number();
    smallest = Quantity.of(group.pair("step_sizes").get(0)).number();
    largest = Quantity.of(group.pair("step_sizes").get(1)).number();
    maximize = group.flag("maximize");
    differentiable = group.flag("differentiable");
  }

  /** One call for each operation on all parameters, where there is one. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] g = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] q = complex ? Foreach.realViews(previous) : previous;
    Tensor[] s = complex ? Foreach.realViews(sizes) : sizes;
    Steps.advance(steps);
    Tensor[] signs = Aten._foreach_mul_List(g, q);
    Aten._foreach_copy_(q, g, false);
    if (maximize) {
      Aten._foreach_neg_(signs);
      Aten._foreach_neg_(q);
    }
    Aten._foreach_sign_(signs);
    Tensor[] turned = new Tensor[signs.length];
    for (int i = 0; i < signs.length; i++) {
      turned[i] = factors(signs[i]);
    }
    Aten._foreach_mul__List(s, signs);
    for (int i = 0; i < signs.length; i++) {
      Aten.clamp_(s[i], smallest, largest);
      Aten.masked_fill__Scalar(q[i], turned[i], 0);
    }
    Aten._foreach_addcmul__Scalar(params, Aten._foreach_sign(q), s, -1);
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor param = Foreach.realView(params[i]);
      Tensor g = Foreach.realView(maximize ? Aten.neg(gradients[i]) : gradients[i]);
      Tensor q = Foreach.realView(previous[i]);
      Tensor s = Foreach.realView(sizes[i]);
      Tensor sign = Aten.sign(Aten.mul_Tensor(g, differentiable ? Aten.clone(q, null) : q));
      Tensor turned = factors(sign);
      Aten.clamp_(Aten.mul__Tensor(s, sign), smallest, largest);
      g = Aten.masked_fill__Scalar(Aten.clone(g, null), turned, 0);
      Aten.addcmul_(param, Aten.sign(g), s, -1);
      Aten.copy_(q, g, false);
    }
  }

  /**
   * Makes the factors of step sizes of the signs, in place; returns where the gradient turned. A
   * factor is 1 for a sign of 0, and as in Python for a factor that is 0 itself.
   */
  private Tensor factors(Tensor sign) {
    Aten.masked_fill__Scalar(sign, Aten.gt_Scalar(sign, 0), plus);
    Aten.masked_fill__Scalar(sign, Aten.lt_Scalar(sign, 0), minus);
    Aten.masked_fill__Scalar(sign, Aten.eq_Scalar(sign, 0), 1);
    return Aten.eq_Scalar(sign, minus);
  }
}
