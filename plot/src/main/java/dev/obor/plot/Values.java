package dev.obor.plot;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Rows of numbers out of what callers hand over. */
final class Values {
  private Values() {}

  /**
   * Copies numbers.
   *
   * @param data a tensor, an array of a primitive type or of numbers, or a list of numbers or of
   *     tensors with one element each
   */
  static double[] of(Object data) {
    if (data instanceof Tensor tensor) {
      return ofTensor(tensor);
    }
    if (data instanceof Iterable<?> elements) {
      List<Double> values = new ArrayList<>();
      for (Object element : elements) {
        values.add(number(element));
      }
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
    if (data.getClass().isArray()) {
      double[] values = new double[Array.getLength(data)];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(Array.get(data, i));
      }
      return values;
    }
    return new double[] {number(data)};
  }

  private static double[] ofTensor(Tensor tensor) {
    long longest = 1;
    for (long size : tensor.shape()) {
      longest = Math.max(longest, size);
    }
    if (tensor.dtype().isComplex() || longest < tensor.numel()) {
      throw new ValueException(
          "x and y can be no greater than 1D real numbers, but have shape "
              + tensor.shape()
              + " and dtype "
              + tensor.dtype());
    }
    return ofElements(tensor);
  }

  /** The elements of a tensor of any shape, row by row. */
  static double[] ofElements(Tensor tensor) {
    try (Scope scope = Torch.scope()) {
      return tensor.detach().toDoubleArray();
    }
  }

  private static double number(Object element) {
    if (element instanceof Number number) {
      return number.doubleValue();
    }
    if (element instanceof Tensor tensor) {
      return tensor.item().doubleValue();
    }
    if (element instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw new TypeException(
        "numbers are expected, found "
            + (element == null ? "null" : "a " + element.getClass().getSimpleName()));
  }

  /** The strings in an array or a list; none if it has numbers. */
  static List<String> names(Object data) {
    List<String> names = new ArrayList<>();
    if (data instanceof Iterable<?> elements) {
      for (Object element : elements) {
        if (element instanceof String name) {
          names.add(name);
        }
      }
    } else if (data instanceof Object[] elements) {
      for (Object element : elements) {
        if (element instanceof String name) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The numbers 0, 1, 2 and so on. */
  static double[] count(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    return values;
  }

  /** Throws unless two rows are of one length. */
  static void requireSameLength(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new ValueException(
          "x and y must have same first dimension, but have shapes ("
              + x.length
              + ",) and ("
              + y.length
              + ",)");
    }
  }
}
