package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.TypeException;
import org.jspecify.annotations.Nullable;

/**
 * A number, or a tensor of one element that stands for one, with Python's arithmetic: numbers are
 * computed in float64, what a tensor takes part in with the operators of tensors.
 */
final class Quantity {
  private final double number;
  private final @Nullable Tensor tensor;

  private Quantity(double number, @Nullable Tensor tensor) {
    this.number = number;
    this.tensor = tensor;
  }

  static Quantity of(double number) {
    return new Quantity(number, null);
  }

  static Quantity of(Tensor tensor) {
    return new Quantity(Double.NaN, tensor.dim() == 0 ? tensor : Aten.squeeze(tensor));
  }

  /** The value of an option. */
  static Quantity of(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      return of(tensor);
    }
    if (value instanceof Number given) {
      return of(given.doubleValue());
    }
    throw new TypeException("expected a number or a tensor, but got " + PythonText.of(value));
  }

  boolean isTensor() {
    return tensor != null;
  }

  @Nullable Tensor tensor() {
    return tensor;
  }

  /** Whether it is a tensor for which gradients are recorded. */
  boolean requiresGrad() {
    return tensor != null && tensor.requiresGrad();
  }

  /** The number that operators take. */
  double number() {
    return tensor == null ? number : tensor.item().doubleValue();
  }

  Quantity times(double factor) {
    return tensor == null ? of(number * factor) : of(Aten.mul_Scalar(tensor, factor));
  }

  Quantity times(Quantity factor) {
    if (factor.tensor == null) {
      return times(factor.number);
    }
    return tensor == null ? factor.times(number) : of(Aten.mul_Tensor(tensor, factor.tensor));
  }

  Quantity over(double divisor) {
    return tensor == null ? of(number / divisor) : of(Aten.div_Scalar(tensor, divisor));
  }

  Quantity over(Quantity divisor) {
    if (divisor.tensor == null) {
      return over(divisor.number);
    }
    return tensor == null
        ? of(Aten.mul_Scalar(Aten.reciprocal(divisor.tensor), number))
        : of(Aten.div_Tensor(tensor, divisor.tensor));
  }

  Quantity plus(double summand) {
    return tensor == null ? of(number + summand) : of(Aten.add_Scalar(tensor, summand, 1));
  }

  Quantity plus(Quantity summand) {
    if (summand.tensor == null) {
      return plus(summand.number);
    }
    return tensor == null ? summand.plus(number) : of(Aten.add_Tensor(tensor, summand.tensor, 1));
  }

  Quantity minus(Quantity other) {
    if (other.tensor == null) {
      return tensor == null
          ? of(number - other.number)
          : of(Aten.sub_Scalar(tensor, other.number, 1));
    }
    return tensor == null
        ? of(Aten.rsub_Scalar(other.tensor, number, 1))
        : of(Aten.sub_Tensor(tensor, other.tensor, 1));
  }

  Quantity absolute() {
    return tensor == null ? of(Math.abs(number)) : of(Aten.abs(tensor));
  }

  /** Compares as Python does: a number with a tensor in the tensor's dtype. */
  int compareTo(Quantity other) {
    double mine = number();
    double its = other.number();
    return isFloat() || other.isFloat()
        ? Float.compare((float) mine, (float) its)
        : Double.compare(mine, its);
  }

  private boolean isFloat() {
    return tensor != null && tensor.dtype() == DType.FLOAT32;
  }

  /** The first of two unless the other is smaller: Python's {@code min(a, b)}. */
  static Quantity min(Quantity a, Quantity b) {
    return b.compareTo(a) < 0 ? b : a;
  }

  /** The first of two unless the other is larger: Python's {@code max(a, b)}. */
  static Quantity max(Quantity a, Quantity b) {
    return b.compareTo(a) > 0 ? b : a;
  }

  Quantity negated() {
    return tensor == null ? of(-number) : of(Aten.neg(tensor));
  }

  /** One minus this. */
  Quantity complement() {
    return tensor == null ? of(1 - number) : of(Aten.rsub_Scalar(tensor, 1, 1));
  }

  Quantity power(double exponent) {
    return tensor == null
        ? of(PythonNumber.pow(number, exponent))
        : of(Aten.pow_Tensor_Scalar(tensor, exponent));
  }

  Quantity power(Quantity exponent) {
    if (exponent.tensor == null) {
      return power(exponent.number);
    }
    return tensor == null
        ? of(Aten.pow_Scalar(number, exponent.tensor))
        : of(Aten.pow_Tensor_Tensor(tensor, exponent.tensor));
  }

  Quantity squareRoot() {
    return tensor == null ? power(0.5) : of(Aten.sqrt(tensor));
  }

  /** Changes a tensor in place: Python's {@code x.mul_(quantity)}. */
  Tensor multiply_(Tensor x) {
    return tensor == null ? Aten.mul__Scalar(x, number) : Aten.mul__Tensor(x, tensor);
  }
}
