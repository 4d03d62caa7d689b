package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Derivatives of a function by central differences. */
final class NumericalJacobian {
  private final Function<Tensor[], Tensor[]> function;
  private final Tensor[] inputs;
  private final double eps;

  NumericalJacobian(Function<Tensor[], Tensor[]> function, Tensor[] inputs, double eps) {
    this.function = function;
    this.inputs = inputs;
    this.eps = eps;
  }

  /**
   * For each input that wants gradients and each output a matrix, with a row for each element of
   * the input and a column for each one of the output.
   */
  List<Tensor[]> all() {
    List<Tensor[]> jacobians = new ArrayList<>();
    for (Tensor input : inputs) {
      if (input.requiresGrad()) {
        jacobians.add(of(input));
      }
    }
    return jacobians;
  }

  Tensor[] of(Tensor input) {
    Tensor[] outputs = evaluate();
    long count = input.numel();
    List<Tensor[]> rows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Tensor element = element(input.data(), i);
      Tensor[] row = difference(element, Scalar.of(eps));
      if (input.isComplex()) {
        Tensor[] imaginary = difference(element, Scalar.of(0, eps));
        for (int k = 0; k < row.length; k++) {
          row[k] = Aten.add_Tensor(row[k], Aten.mul_Scalar(imaginary[k], Scalar.of(0.0, 1.0)), 1);
        }
      }
      rows.add(row);
    }
    Tensor[] jacobians = new Tensor[outputs.length];
    for (int k = 0; k < jacobians.length; k++) {
      Tensor[] column = new Tensor[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.get(i)[k];
      }
      jacobians[k] =
          column.length == 0
              ? Aten.new_zeros(
                  outputs[k], new long[] {0, outputs[k].numel()}, null, null, null, null)
              : Aten.stack(column, 0);
    }
    return jacobians;
  }

  /** A view of one element, whatever the strides. */
  private static Tensor element(Tensor tensor, long index) {
    long[] sizes = tensor.size().toArray();
    Tensor view = tensor;
    long rest = index;
    for (int dim = sizes.length - 1; dim >= 0; dim--) {
      view = Aten.select_int(view, dim, rest % sizes[dim]);
      rest /= sizes[dim];
    }
    return view;
  }

  private Tensor[] difference(Tensor element, Scalar delta) {
    Tensor original = Aten.clone(element, null);
    return difference(
        element,
        original,
        () -> Aten.sub_Scalar(original, delta, 1),
        () -> Aten.add_Scalar(original, delta, 1));
  }

  /** The derivatives in the direction of a vector with the shape of the input. */
  Tensor[] along(Tensor input, Tensor direction) {
    Tensor data = input.data();
    Tensor original = Aten.clone(data, null);
    return difference(
        data,
        original,
        () -> Aten.sub_Tensor(original, direction, eps),
        () -> Aten.add_Tensor(original, direction, eps));
  }

  private Tensor[] difference(
      Tensor place, Tensor original, Supplier<Tensor> below, Supplier<Tensor> above) {
    Tensor[] before;
    Tensor[] after;
    try {
      Aten.copy_(place, below.get(), false);
      before = evaluate();
      Aten.copy_(place, above.get(), false);
      after = evaluate();
    } finally {
      Aten.copy_(place, original, false);
    }
    Tensor[] derivatives = new Tensor[before.length];
    for (int k = 0; k < derivatives.length; k++) {
      checkSame(before[k], after[k]);
      Tensor difference = Aten.sub_Tensor(after[k], before[k], 1);
      derivatives[k] = Aten.reshape(Aten.div_Scalar(difference, 2 * eps), new long[] {-1});
    }
    return derivatives;
  }

  /** Outputs of our own: a function may return its input, or a view of it. */
  private Tensor[] evaluate() {
    Tensor[] outputs = function.apply(inputs.clone()).clone();
    for (int k = 0; k < outputs.length; k++) {
      outputs[k] = Aten.clone(Aten.detach(outputs[k]), null);
    }
    return outputs;
  }

  private void checkSame(Tensor a, Tensor b) {
    Size first = a.size();
    Size second = b.size();
    String what =
        !first.equals(second)
            ? "shapes " + first + " and " + second
            : a.dtype() != b.dtype() ? "dtypes " + a.dtype() + " and " + b.dtype() : "";
    if (!what.isEmpty()) {
      throw new TorchException(
          "Expected `func` to return outputs with the same "
              + (what.startsWith("shapes") ? "shape" : "dtype")
              + " when inputs are perturbed by "
              + eps
              + ", but got: "
              + what
              + ".");
    }
  }

  /** For functions without differentiable outputs. */
  void checkZero() {
    for (Tensor[] ofInput : all()) {
      for (Tensor jacobian : ofInput) {
        if (Gradcheck.isNonzero(jacobian)) {
          throw new GradcheckException("Numerical gradient for function expected to be zero");
        }
      }
    }
  }
}
