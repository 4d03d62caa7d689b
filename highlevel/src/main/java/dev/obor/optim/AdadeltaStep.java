package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;

/** The arithmetic of one step of {@link Adadelta}; the gradients stay as they are. */
final class AdadeltaStep {
  private final Foreach each;
  private final Quantity lr;
  private final double rho;
  private final double eps;
  private final double weightDecay;
  private final boolean maximize;
  private final Tensor[] squares;
  private final Tensor[] changes;
  private final Tensor[] steps;

  AdadeltaStep(ParamGroup group, Foreach each, Tensor[] squares, Tensor[] changes, Tensor[] steps) {
    this.each = each;
    this.squares = squares;
    this.changes = changes;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    rho = group.number("rho");
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    maximize = group.flag("maximize");
  }

  /** One call for each operation on all parameters. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] v = complex ? Foreach.realViews(squares) : squares;
    Tensor[] u = complex ? Foreach.realViews(changes) : changes;
    Steps.advance(steps);
    directions = Foreach.directions(params, directions, maximize, weightDecay);
    each.mul_(v, rho);
    Aten._foreach_addcmul__Scalar(v, directions, directions, 1 - rho);
    Tensor[] roots = each.add(v, eps);
    Aten._foreach_sqrt_(roots);
    Tensor[] deltas = each.add(u, eps);
    Aten._foreach_sqrt_(deltas);
    Aten._foreach_div__List(deltas, roots);
    Aten._foreach_mul__List(deltas, directions);
    each.mul_(u, rho);
    Aten._foreach_addcmul__Scalar(u, deltas, deltas, 1 - rho);
    Aten._foreach_add__List(params, deltas, -lr.number());
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor g = maximize ? Aten.neg(gradients[i]) : gradients[i];
      if (weightDecay != 0) {
        g = Aten.add_Tensor(g, params[i], weightDecay);
      }
      g = Foreach.realView(g);
      Tensor v = Foreach.realView(squares[i]);
      Tensor u = Foreach.realView(changes[i]);
      Aten.addcmul_(Aten.mul__Scalar(v, rho), g, g, 1 - rho);
      Tensor root = Aten.sqrt(Aten.add_Scalar(v, eps, 1));
      Tensor delta = Aten.sqrt(Aten.add_Scalar(u, eps, 1));
      delta = Aten.mul_Tensor(Aten.div_Tensor(delta, root), g);
      Aten.addcmul_(Aten.mul__Scalar(u, rho), delta, delta, 1 - rho);
      if (params[i].dtype().isComplex()) {
        delta = Aten.view_as_complex(delta);
      }
      Aten.add__Tensor(params[i], delta, lr.negated().number());
    }
  }
}
