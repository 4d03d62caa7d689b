package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one step of {@link Adagrad}; the gradients stay as they are. */
final class AdagradStep {
  private final Foreach each;
  private final Quantity lr;
  private final double lrDecay;
  private final double eps;
  private final double weightDecay;
  private final boolean maximize;
  private final Tensor[] sums;
  private final Tensor[] steps;

  AdagradStep(ParamGroup group, Foreach each, Tensor[] sums, Tensor[] steps) {
    this.each = each;
    this.sums = sums;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    lrDecay = group.number("lr_decay");
    eps = group.number("eps");
    weightDecay = group.number("weight_decay");
    maximize = group.flag("maximize");
  }

  /** Python's arithmetic for lists of tensors. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] s = complex ? Foreach.realViews(sums) : sums;
    directions = Foreach.directions(params, directions, maximize, weightDecay);
    double[] counts = Steps.advance(steps);
    double[] rates =
        Foreach.map(counts, step -> lr.negated().over(1 + (step - 1) * lrDecay).number());
    Aten._foreach_addcmul__Scalar(s, directions, directions, 1);
    Tensor[] roots = Aten._foreach_sqrt(s);
    each.add_(roots, eps);
    Aten._foreach_addcdiv__Scalar(params, each.mul(directions, rates), roots, 1);
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    double[] counts = Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor g = maximize ? Aten.neg(gradients[i]) : gradients[i];
      boolean sparse = g.layout() != Layout.STRIDED;
      if (weightDecay != 0) {
        if (sparse) {
          throw new TorchException("weight_decay option is not compatible with sparse gradients");
        }
        g = Aten.add_Tensor(g, params[i], weightDecay);
      }
      double rate = lr.over(1 + (counts[i] - 1) * lrDecay).negated().number();
      if (sparse) {
        sparse(params[i], Aten.coalesce(g), sums[i], rate);
      } else {
        g = Foreach.realView(g);
        Tensor s = Aten.addcmul_(Foreach.realView(sums[i]), g, g, 1);
        Tensor root = Aten.add_Scalar(Aten.sqrt(s), eps, 1);
        Aten.addcdiv_(Foreach.realView(params[i]), g, root, rate);
      }
    }
  }

  private void sparse(Tensor param, Tensor g, Tensor sum, double rate) {
    Tensor values = Aten._values(g);
    Aten.add__Tensor(sum, like(g, Aten.pow_Tensor_Scalar(values, 2)), 1);
    Tensor root = Aten.sqrt(Aten._values(Aten.sparse_mask(sum, g)));
    Aten.add__Scalar(root, eps, 1);
    Aten.add__Tensor(param, like(g, Aten.div_Tensor(values, root)), rate);
  }

  /** A sparse tensor with other values in the places of a given one. */
  static Tensor like(Tensor sparse, Tensor values) {
    long[] size = sparse.shape().toArray();
    return Aten.sparse_coo_tensor_indices_size(
        Aten._indices(sparse), values, size, null, null, null, null, null);
  }

  /** One kernel for everything. */
  void fused(
      Tensor[] params, Tensor[] gradients, @Nullable Tensor gradScale, @Nullable Tensor foundInf) {
    Aten._foreach_add__Scalar(steps, 1);
    Tensor rate = lr.tensor();
    if (rate == null) {
      Aten._fused_adagrad_(
          params,
          gradients,
          sums,
          steps,
          lr.number(),
          lrDecay,
          weightDecay,
          eps,
          maximize,
          gradScale,
          foundInf);
    } else {
      Aten._fused_adagrad__tensor_lr(
          params,
          gradients,
          sums,
          steps,
          rate,
          lrDecay,
          weightDecay,
          eps,
          maximize,
          gradScale,
          foundInf);
    }
    if (foundInf != null) {
      Tensor[] undone = new Tensor[steps.length];
      Arrays.fill(undone, foundInf);
      Aten._foreach_sub__List(steps, undone, 1);
    }
  }
}
