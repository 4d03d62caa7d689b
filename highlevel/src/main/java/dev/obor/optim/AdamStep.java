package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one step of {@link Adam} and {@link AdamW}; the gradients stay as they are. */
final class AdamStep {
  private final Foreach each;
  private final Quantity lr;
  private final Quantity beta1;
  private final Quantity beta2;
  private final double eps;
  private final Quantity weightDecay;
  private final boolean decoupled;
  private final boolean amsgrad;
  private final boolean maximize;
  private final boolean differentiable;
  private final Tensor[] averages;
  private final Tensor[] squares;
  private final Tensor[] largest;
  private final Tensor[] steps;

  AdamStep(
      ParamGroup group,
      Foreach each,
      Tensor[] averages,
      Tensor[] squares,
      Tensor[] largest,
      Tensor[] steps) {
    this.each = each;
    this.averages = averages;
    this.squares = squares;
    this.largest = largest;
    this.steps = steps;
    lr = Quantity.of(group.get("lr"));
    beta1 = Quantity.of(group.pair("betas").get(0));
    beta2 = Quantity.of(group.pair("betas").get(1));
    eps = group.number("eps");
    weightDecay = Quantity.of(group.get("weight_decay"));
    decoupled = group.flag("decoupled_weight_decay");
    amsgrad = group.flag("amsgrad");
    maximize = group.flag("maximize");
    differentiable = group.flag("differentiable");
  }

  /** One call for each operation on all parameters. */
  void foreach(Tensor[] given, Tensor[] gradients, boolean complex) {
    Tensor[] params = complex ? Foreach.realViews(given) : given;
    Tensor[] directions = complex ? Foreach.realViews(gradients) : gradients;
    Tensor[] m = complex ? Foreach.realViews(averages) : averages;
    Tensor[] v = complex ? Foreach.realViews(squares) : squares;
    double decay = weightDecay.number();
    double rate = lr.number();
    double keep1 = beta1.number();
    double keep2 = beta2.number();
    directions = Foreach.directions(params, directions, maximize, decoupled ? 0 : decay);
    double[] counts = Steps.advance(steps);
    if (decay != 0 && decoupled) {
      each.mul_(params, 1 - rate * decay);
    }
    Aten._foreach_lerp__Scalar(m, directions, 1 - keep1);
    each.mul_(v, keep2);
    Aten._foreach_addcmul__Scalar(v, directions, directions, 1 - keep2);
    double[] sizes = Foreach.map(counts, step -> rate / (1 - PythonNumber.pow(keep1, step)) * -1);
    double[] roots =
        Foreach.map(counts, step -> PythonNumber.pow(1 - PythonNumber.pow(keep2, step), 0.5));
    Tensor[] under = v;
    if (amsgrad) {
      under = complex ? Foreach.realViews(largest) : largest;
      Aten._foreach_maximum__List(under, v);
    }
    Tensor[] denominators = Aten._foreach_sqrt(under);
    each.div_(denominators, roots);
    each.add_(denominators, eps);
    Foreach.addcdiv_(params, m, denominators, sizes);
  }

  /** One parameter after the other. */
  void single(Tensor[] params, Tensor[] gradients) {
    double[] counts = differentiable ? new double[params.length] : Steps.advance(steps);
    for (int i = 0; i < params.length; i++) {
      single(i, params[i], gradients[i], counts[i]);
    }
  }

  private void single(int i, Tensor given, Tensor gradient, double count) {
    if (differentiable) {
      Aten.add__Scalar(steps[i], 1, 1);
    }
    Tensor g = maximize ? Aten.neg(gradient) : gradient;
    if (decoupled && (weightDecay.isTensor() || weightDecay.number() != 0)) {
      lr.times(weightDecay).complement().multiply_(given);
    } else {
      g = decayed(g, given);
    }
    Tensor param = Foreach.realView(given);
    g = Foreach.realView(g);
    Tensor m = Foreach.realView(averages[i]);
    Tensor v = Foreach.realView(squares[i]);
    Tensor u = amsgrad ? Foreach.realView(largest[i]) : v;
    average(m, g, param.dtype());
    averageSquare(v, g);
    if (differentiable) {
      differentiably(i, param, m, v, u);
      return;
    }
    Quantity size = lr.over(beta1.power(count).complement());
    Quantity root = beta2.power(count).complement().power(0.5);
    if (amsgrad) {
      Aten.maximum_out(u, v, u);
    }
    Tensor denominator = Aten.sqrt(u);
    denominator =
        root.isTensor()
            ? Aten.div_Tensor(denominator, Objects.requireNonNull(root.tensor()))
            : Aten.div_Scalar(denominator, root.number());
    Aten.addcdiv_(param, m, Aten.add__Scalar(denominator, eps, 1), size.negated().number());
  }

  private Tensor decayed(Tensor g, Tensor param) {
    if (differentiable && weightDecay.requiresGrad()) {
      Tensor decay = Objects.requireNonNull(weightDecay.tensor());
      return Aten.addcmul(g, Aten.clone(param, null), decay, 1);
    }
    double decay = weightDecay.number();
    return decay == 0 ? g : Aten.add_Tensor(g, param, decay);
  }

  private void average(Tensor m, Tensor g, DType type) {
    Tensor tensor = beta1.tensor();
    if (tensor == null) {
      Aten.lerp__Scalar(m, g, 1 - beta1.number());
    } else {
      Aten.lerp__Tensor(m, g, Aten.rsub_Scalar(tensor.to(m.device()).to(type), 1, 1));
    }
  }

  private void averageSquare(Tensor v, Tensor g) {
    if (differentiable && beta2.requiresGrad()) {
      Tensor weight = Objects.requireNonNull(beta2.complement().tensor());
      Aten.lerp__Tensor(v, Aten.mul_Tensor(g, g), weight);
    } else {
      Aten.addcmul_(beta2.multiply_(v), g, g, beta2.complement().number());
    }
  }

  /** Python's formula for gradients through the step: the number of steps stays a tensor. */
  private void differentiably(int i, Tensor param, Tensor m, Tensor v, Tensor u) {
    Quantity count = Quantity.of(Aten.clone(steps[i], null));
    Quantity size = lr.over(beta1.power(count).complement()).negated();
    Quantity root = beta2.power(count).complement().squareRoot();
    if (amsgrad) {
      Aten.copy_(u, Aten.maximum(Aten.clone(u, null), v), false);
    }
    Tensor scale = Objects.requireNonNull(root.times(size).tensor());
    Tensor added = Objects.requireNonNull(Quantity.of(eps).over(size).tensor());
    Tensor denominator = Aten.add_Tensor(Aten.div_Tensor(Aten.sqrt(u), scale), added, 1);
    Aten.addcdiv_(param, Aten.clone(m, null), denominator, 1);
  }

  /** One kernel for everything. */
  void fused(
      Tensor[] params, Tensor[] gradients, @Nullable Tensor gradScale, @Nullable Tensor foundInf) {
    Aten._foreach_add__Scalar(steps, 1);
    Tensor rate = lr.tensor();
    double decay = weightDecay.number();
    double keep1 = beta1.number();
    double keep2 = beta2.number();
    if (rate != null && decoupled) {
      Aten._fused_adamw__tensor_lr(
          params, gradients, averages, squares, largest, steps, rate, keep1, keep2, decay, eps,
          amsgrad, maximize, gradScale, foundInf);
    } else if (rate != null) {
      Aten._fused_adam__tensor_lr(
          params, gradients, averages, squares, largest, steps, rate, keep1, keep2, decay, eps,
          amsgrad, maximize, gradScale, foundInf);
    } else if (decoupled) {
      Aten._fused_adamw_(
          params,
          gradients,
          averages,
          squares,
          largest,
          steps,
          lr.number(),
          keep1,
          keep2,
          decay,
          eps,
          amsgrad,
          maximize,
          gradScale,
          foundInf);
    } else {
      Aten._fused_adam_(
          params,
          gradients,
          averages,
          squares,
          largest,
          steps,
          lr.number(),
          keep1,
          keep2,
          decay,
          eps,
          amsgrad,
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
