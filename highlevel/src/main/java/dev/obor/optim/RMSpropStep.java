package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;

/** The arithmetic of one step of {@link RMSprop}; the gradients stay as they are. */
final class RMSpropStep {
  private final Foreach each;
  private final Quantity lr;
  private final double alpha;
  private final double eps;
  private final double weightDecay;
  private final double momentum;
  private final boolean centered;
  private final boolean maximize;
  private final Tensor[] squares;
  private final Tensor[] buffers;
  private final Tensor[] averages;
  private final Tensor[] steps;

  RMSpropStep(
      ParamGroup group,
      Foreach each,
      Tensor[] squares,
      Tensor[] buffers,
      Tensor[] averages,
      Tensor[] steps) {
    this.each = each;
    this.squares = squares;
    this.buffers = buffers;
    this.averages = averages;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    alpha = group.number("alpha");
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    momentum = group.number("momentum");
    centered = group.flag("centered");
    maximize = group.flag("maximize");
  }

  /** One call for each operation on all parameters. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] v = complex ? Foreach.realViews(squares) : squares;
    Tensor[] b = complex ? Foreach.realViews(buffers) : buffers;
    Tensor[] a = complex ? Foreach.realViews(averages) : averages;
    directions = Foreach.directions(params, directions, maximize, weightDecay);
    Steps.advance(steps);
    each.mul_(v, alpha);
    Aten._foreach_addcmul__Scalar(v, directions, directions, 1 - alpha);
    Tensor[] roots;
    if (centered) {
      Aten._foreach_lerp__Scalar(a, directions, 1 - alpha);
      roots = Aten._foreach_addcmul_Scalar(v, a, a, -1);
      Aten._foreach_sqrt_(roots);
    } else {
      roots = Aten._foreach_sqrt(v);
    }
    each.add_(roots, eps);
    if (momentum > 0) {
      each.mul_(b, momentum);
      Aten._foreach_addcdiv__Scalar(b, directions, roots, 1);
      Aten._foreach_add__List(params, b, -lr.number());
    } else {
      Aten._foreach_addcdiv__Scalar(params, directions, roots, -lr.number());
    }
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor g = maximize ? Aten.neg(gradients[i]) : gradients[i];
      if (weightDecay != 0) {
        g = Aten.add_Tensor(g, params[i], weightDecay);
      }
      Tensor param = Foreach.realView(params[i]);
      g = Foreach.realView(g);
      Tensor v = Foreach.realView(squares[i]);
      Aten.addcmul_(Aten.mul__Scalar(v, alpha), g, g, 1 - alpha);
      Tensor root;
      if (centered) {
        Tensor a = Aten.lerp__Scalar(Foreach.realView(averages[i]), g, 1 - alpha);
        root = Aten.sqrt(Aten.addcmul(v, a, a, -1));
      } else {
        root = Aten.sqrt(v);
      }
      root = Aten.add_Scalar(root, eps, 1);
      double rate = lr.negated().number();
      if (momentum > 0) {
        Tensor b = Aten.mul__Scalar(Foreach.realView(buffers[i]), momentum);
        Aten.add__Tensor(param, Aten.addcdiv_(b, g, root, 1), rate);
      } else {
        Aten.addcdiv_(param, g, root, rate);
      }
    }
  }
}
