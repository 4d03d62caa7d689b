package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;

/** The arithmetic of one step of {@link ASGD}; the gradients stay as they are. */
final class ASGDStep {
  private final Quantity lr;
  private final double lambd;
  private final double alpha;
  private final double start;
  private final double weightDecay;
  private final boolean maximize;
  private final Tensor[] averages;
  private final Tensor[] weights;
  private final Tensor[] rates;
  private final Tensor[] steps;

  ASGDStep(
      ParamGroup group,
      Foreach each,
      Tensor[] averages,
      Tensor[] weights,
      Tensor[] rates,
      Tensor[] steps) {
    this.averages = averages;
    this.weights = weights;
    this.rates = rates;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    lambd = group.number("lambd");
    alpha = group.number("alpha");
    start = group.number("t0");
    weightDecay = group.number("weight_decay");
    maximize = group.flag("maximize");
  }

  /** Python's arithmetic for lists of tensors. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] a = complex ? Foreach.realViews(averages) : averages;
    double[] counts = Steps.advance(steps);
    directions = Foreach.directions(params, directions, maximize, weightDecay);
    directions = Aten._foreach_add_List(directions, params, lambd);
    Aten._foreach_addcmul__Scalar(params, directions, rates, -1);
    Aten._foreach_addcmul__Scalar(a, Aten._foreach_sub_List(params, a, 1), weights, 1);
    for (int i = 0; i < params.length; i++) {
      // Here Python computes with the tensor of steps, not with its number.
      Quantity step = Quantity.of(steps[i]);
      Quantity slowed = lr.times(lambd).times(step).plus(1).power(alpha);
      assign(rates[i], lr.over(slowed));
      assign(weights[i], Quantity.of(1 / Math.max(1, counts[i] - start)));
    }
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    double[] counts = Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      Tensor param = Foreach.realView(params[i]);
      Tensor g = Foreach.realView(maximize ? Aten.neg(gradients[i]) : gradients[i]);
      Tensor a = Foreach.realView(averages[i]);
      if (weightDecay != 0) {
        g = Aten.add_Tensor(g, param, weightDecay);
      }
      double rate = rates[i].item().doubleValue();
      Aten.mul__Scalar(param, 1 - lambd * rate);
      Aten.add__Tensor(param, g, -rate);
      if (weights[i].item().doubleValue() == 1) {
        Aten.copy_(a, param, false);
      } else {
        Tensor change = Aten.mul_Tensor(Aten.sub_Tensor(param, a, 1), weights[i]);
        Aten.add__Tensor(a, change, 1);
      }
      Quantity slowed = lr.times(lambd).times(counts[i]).plus(1).power(alpha);
      assign(rates[i], lr.over(slowed));
      assign(weights[i], Quantity.of(1 / Math.max(1, counts[i] - start)));
    }
  }

  /** Takes a number over by way of the default dtype, as Python's {@code as_tensor} does. */
  private static void assign(Tensor target, Quantity value) {
    Tensor tensor = value.tensor();
    if (tensor == null) {
      DType type = Torch.getDefaultDtype();
      tensor = Aten.scalar_tensor(value.number(), type, null, null, null);
    }
    Aten.copy_(target, tensor, false);
  }
}
