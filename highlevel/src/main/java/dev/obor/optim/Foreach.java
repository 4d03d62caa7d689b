package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Operators on lists of tensors, one native call for each.
 *
 * <p>On the CPU LibTorch makes a tensor of a number for each element of a list, which takes longer
 * than the computation. Where all tensors have one real dtype, the number is made a tensor of that
 * dtype once, which gives the same bits.
 */
final class Foreach {
  private final @Nullable DType real;

  Foreach(TensorLists.WithGradients found) {
    real = found.cpu() && !found.complex() ? found.real() : null;
  }

  private static Tensor scalar(double value, DType type) {
    return Aten.scalar_tensor(value, type, null, null, null);
  }

  /** The lists of complex tensors as real ones; others stay as they are. */
  static Tensor[] realViews(Tensor[] tensors) {
    return Arrays.stream(tensors).map(Foreach::realView).toArray(Tensor[]::new);
  }

  static Tensor realView(Tensor tensor) {
    return tensor.dtype().isComplex() ? Aten.view_as_real(tensor) : tensor;
  }

  void mul_(Tensor[] x, double factor) {
    if (real == null) {
      Aten._foreach_mul__Scalar(x, factor);
    } else {
      Aten._foreach_mul__Tensor(x, scalar(factor, real));
    }
  }

  void add_(Tensor[] x, double summand) {
    if (real == null) {
      Aten._foreach_add__Scalar(x, summand);
    } else {
      Aten._foreach_add__Tensor(x, scalar(summand, real), 1);
    }
  }

  Tensor[] add(Tensor[] x, double summand) {
    return real == null
        ? Aten._foreach_add_Scalar(x, summand)
        : Aten._foreach_add_Tensor(x, scalar(summand, real), 1);
  }

  /** Divides each tensor by its own number. */
  void div_(Tensor[] x, double[] divisors) {
    if (real == null) {
      Aten._foreach_div__ScalarList(x, boxed(divisors));
    } else if (allEqual(divisors)) {
      Aten._foreach_div__Tensor(x, scalar(divisors[0], real));
    } else {
      Aten._foreach_div__List(x, scalars(divisors, real));
    }
  }

  /** Multiplies each tensor by its own number. */
  Tensor[] mul(Tensor[] x, double[] factors) {
    if (real == null) {
      return Aten._foreach_mul_ScalarList(x, boxed(factors));
    }
    return allEqual(factors)
        ? Aten._foreach_mul_Tensor(x, scalar(factors[0], real))
        : Aten._foreach_mul_List(x, scalars(factors, real));
  }

  /** Adds to each tensor its own number. */
  void add_(Tensor[] x, double[] summands) {
    if (real == null) {
      Aten._foreach_add__ScalarList(x, boxed(summands));
    } else if (allEqual(summands)) {
      add_(x, summands[0]);
    } else {
      Aten._foreach_add__List(x, scalars(summands, real), 1);
    }
  }

  /** Adds {@code value * a / b}, with a value for each tensor. */
  static void addcdiv_(Tensor[] x, Tensor[] a, Tensor[] b, double[] values) {
    if (allEqual(values)) {
      Aten._foreach_addcdiv__Scalar(x, a, b, values[0]);
    } else {
      Aten._foreach_addcdiv__ScalarList(x, a, b, boxed(values));
    }
  }

  private static boolean allEqual(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static Number[] boxed(double[] values) {
    return Arrays.stream(values).boxed().toArray(Number[]::new);
  }

  private static Tensor[] scalars(double[] values, DType type) {
    Tensor[] scalars = new Tensor[values.length];
    for (int i = 0; i < values.length; i++) {
      scalars[i] = i > 0 && values[i] == values[i - 1] ? scalars[i - 1] : scalar(values[i], type);
    }
    return scalars;
  }

  /** What a function gives for each number; it is asked once for equal neighbours. */
  static double[] map(double[] numbers, DoubleUnaryOperator function) {
    double[] mapped = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      mapped[i] =
          i > 0 && numbers[i] == numbers[i - 1]
              ? mapped[i - 1]
              : function.applyAsDouble(numbers[i]);
    }
    return mapped;
  }

  /**
   * The gradients of a step: negated to maximize, and with a penalty on large parameters. Those
   * that autograd holds stay as they are.
   */
  static Tensor[] directions(
      Tensor[] params, Tensor[] gradients, boolean maximize, double weightDecay) {
    Tensor[] directions = maximize ? Aten._foreach_neg(gradients) : gradients;
    return weightDecay == 0 ? directions : Aten._foreach_add_List(directions, params, weightDecay);
  }
}
