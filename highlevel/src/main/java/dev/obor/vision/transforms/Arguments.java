package dev.obor.vision.transforms;

import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments that several transforms take, with Python's checks. */
final class Arguments {
  private Arguments() {}

  static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  static double[] doubles(List<? extends Number> values) {
    return values.stream().mapToDouble(Number::doubleValue).toArray();
  }

  /** Height and width of one or two numbers. */
  static int[] size(int[] size, String error) {
    if (size.length == 1) {
      return new int[] {size[0], size[0]};
    }
    if (size.length != 2) {
      throw new ValueException(error);
    }
    return size.clone();
  }

  static int[] size(int[] size) {
    return size(size, "Please provide only two dimensions (h, w) for size.");
  }

  /** A range of angles from one bound, or from two or four numbers. */
  static double[] angle(double[] angle, String name, int... lengths) {
    if (angle.length == 1) {
      if (angle[0] < 0) {
        throw new ValueException("If " + name + " is a single number, it must be positive.");
      }
      return new double[] {0 - angle[0], angle[0]};
    }
    checkLength(angle, name, lengths);
    return angle.clone();
  }

  static void checkLength(double[] values, String name, int... lengths) {
    if (Arrays.stream(lengths).noneMatch(length -> length == values.length)) {
      throw new ValueException(
          name
              + " should be a sequence of length "
              + String.join(" or ", Arrays.stream(lengths).mapToObj(String::valueOf).toList())
              + ".");
    }
  }

  static double @Nullable [] copy(double @Nullable [] values) {
    return values == null ? null : values.clone();
  }

  /** What tensors are filled with: a number for each channel. */
  static double[] fillOf(Number[] fill, int channels) {
    double[] values = new double[fill.length == 1 ? channels : fill.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fill[fill.length == 1 ? 0 : i].doubleValue();
    }
    return values;
  }

  static double[] fillOf(Number[] fill) {
    return Arrays.stream(fill).mapToDouble(Number::doubleValue).toArray();
  }

  /** What is printed of a fill: one number as such, several as a tuple. */
  static String text(Number @Nullable [] fill) {
    return fill != null && fill.length == 1 ? PythonText.of(fill[0]) : PythonText.of(fill);
  }
}
