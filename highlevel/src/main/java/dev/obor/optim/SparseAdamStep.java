package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.PythonNumber;
import dev.obor.Tensor;

/** The arithmetic of one step of {@link SparseAdam}. */
final class SparseAdamStep {
  private final Quantity lr;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final boolean maximize;

  SparseAdamStep(ParamGroup group) {
    lr = Quantity.of(group.get("lr"));
    beta1 = Quantity.of(group.pair("betas").get(0)).number();
    beta2 = Quantity.of(group.pair("betas").get(1)).number();
    eps = group.number("eps");
    maximize = group.has("maximize") && group.flag("maximize");
  }

  /** Changes one parameter and its averages where the gradient has elements. */
  void single(Tensor param, Tensor gradient, Tensor average, Tensor square, long step) {
    Tensor g = Aten.coalesce(maximize ? Aten.neg(gradient) : gradient);
    Tensor values = Aten._values(g);
    if (values.numel() == 0) {
      return;
    }
    Tensor oldAverage = Aten._values(Aten.sparse_mask(average, g));
    Tensor m = Aten.mul__Scalar(Aten.sub_Tensor(values, oldAverage, 1), 1 - beta1);
    Aten.add__Tensor(average, AdagradStep.like(g, m), 1);
    Tensor oldSquare = Aten._values(Aten.sparse_mask(square, g));
    Tensor v =
        Aten.mul__Scalar(
            Aten.sub_Tensor(Aten.pow_Tensor_Scalar(values, 2), oldSquare, 1), 1 - beta2);
    Aten.add__Tensor(square, AdagradStep.like(g, v), 1);
    Aten.add__Tensor(m, oldAverage, 1);
    Aten.add__Tensor(v, oldSquare, 1);
    Tensor denominator = Aten.add__Scalar(Aten.sqrt_(v), eps, 1);
    double root = Math.sqrt(1 - PythonNumber.pow(beta2, (double) step));
    Quantity size = lr.times(root).over(1 - PythonNumber.pow(beta1, (double) step)).negated();
    Tensor change = size.multiply_(Aten.div__Tensor(m, denominator));
    Aten.add__Tensor(param, AdagradStep.like(g, change), 1);
  }
}
