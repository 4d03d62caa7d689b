package dev.obor.distributions;

import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A number or a tensor, where Python takes either and keeps it as it is: the bounds of constraints
 * and the coefficients of affine transforms.
 *
 * @param tensor the tensor, if it is one
 * @param number the number, if it is one
 */
record Operand(@Nullable Tensor tensor, @Nullable Scalar number) {
  static Operand of(Tensor tensor) {
    return new Operand(tensor, null);
  }

  /** A number, whole if it is of a whole type. */
  static Operand of(Number value) {
    if (value instanceof Scalar scalar) {
      return new Operand(null, scalar);
    }
    boolean whole = value instanceof Long || value instanceof Integer;
    return new Operand(null, whole ? Scalar.of(value.longValue()) : Scalar.of(value.doubleValue()));
  }

  boolean isNumber() {
    return number != null;
  }

  private Scalar asNumber() {
    if (number == null) {
      throw new AssertionError("the operand is a tensor");
    }
    return number;
  }

  double value() {
    return asNumber().doubleValue();
  }

  Size size() {
    return tensor == null ? Sizes.NONE : tensor.size();
  }

  /** Whether this is no greater than the elements: {@code self <= x}. */
  Tensor atMost(Tensor x) {
    return tensor == null ? x.ge(asNumber()) : tensor.le(x);
  }

  /** Whether this is less than the elements: {@code self < x}. */
  Tensor below(Tensor x) {
    return tensor == null ? x.gt(asNumber()) : tensor.lt(x);
  }

  /** Whether this is no less than the elements: {@code x <= self}. */
  Tensor atLeast(Tensor x) {
    return tensor == null ? x.le(asNumber()) : x.le(tensor);
  }

  /** Whether this is greater than the elements: {@code x < self}. */
  Tensor above(Tensor x) {
    return tensor == null ? x.lt(asNumber()) : x.lt(tensor);
  }

  Tensor plus(Tensor x) {
    return tensor == null ? x.add(asNumber()) : tensor.add(x);
  }

  Tensor times(Tensor x) {
    return tensor == null ? x.mul(asNumber()) : tensor.mul(x);
  }

  Tensor takenFrom(Tensor x) {
    return tensor == null ? x.sub(asNumber()) : x.sub(tensor);
  }

  Tensor dividing(Tensor x) {
    return tensor == null ? x.div(asNumber()) : x.div(tensor);
  }

  /** This times another one. */
  Operand times(Operand other) {
    if (tensor != null) {
      return of(other.times(tensor));
    }
    return other.tensor == null ? of((long) (value() * other.value())) : of(times(other.tensor));
  }

  /** This less another one. */
  Operand minus(Operand other) {
    if (tensor != null) {
      return of(other.takenFrom(tensor));
    }
    if (other.tensor != null) {
      return of(Formulas.minus(value(), other.tensor));
    }
    boolean whole = asNumber().isInteger() && other.asNumber().isInteger();
    double difference = value() - other.value();
    return whole ? of((long) difference) : of(difference);
  }

  /** Whether two operands have equal numbers or elements. */
  boolean isSame(Operand other) {
    if (tensor == null && other.tensor == null) {
      return value() == other.value();
    }
    Tensor one = tensor == null ? other.asTensor() : tensor;
    Operand second = tensor == null ? this : other;
    try (Tensor equal = second.tensor == null ? one.eq(second.asNumber()) : one.eq(second.tensor);
        Tensor all = equal.all()) {
      return all.item().booleanValue();
    }
  }

  private Tensor asTensor() {
    if (tensor == null) {
      throw new AssertionError("the operand is a number");
    }
    return tensor;
  }

  /** As Python prints the number or the tensor. */
  @Override
  public String toString() {
    return tensor == null ? asNumber().toString() : tensor.format("");
  }
}
