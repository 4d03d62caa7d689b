package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks arguments that are numbers or ranges, as Python does. */
final class Ranges {
  private Ranges() {}

  /** A range of angles from one bound, or from two or four numbers. */
  static double[] angles(String name, double[] values, int... lengths) {
    if (values.length == 1) {
      if (values[0] < 0) {
        throw new ValueException("If " + name + " is a single number, it must be positive.");
      }
      return new double[] {0 - values[0], values[0]};
    }
    if (Arrays.stream(lengths).noneMatch(length -> length == values.length)) {
      throw new ValueException(
          name
              + " should be a sequence of length "
              + String.join(" or ", Arrays.stream(lengths).mapToObj(String::valueOf).toList())
              + ".");
    }
    return values.clone();
  }

  /** One number for both, or two. */
  static double[] both(String name, double... values) {
    if (values.length != 1 && values.length != 2) {
      throw new ValueException(
          "If " + name + " is a sequence its length should be 1 or 2. Got " + values.length);
    }
    return new double[] {values[0], values[values.length - 1]};
  }

  static void warnOfOrder(double[] scale, double[] ratio) {
    if (scale[0] > scale[1] || ratio[0] > ratio[1]) {
      Warnings.warn("Scale and ratio should be of kind (min, max)");
    }
  }

  static void checkPadding(int @Nullable [] padding, String mode) {
    if (padding != null && padding.length != 1 && padding.length != 2 && padding.length != 4) {
      throw new ValueException(
          "Padding must be an int or a 1, 2, or 4 element of tuple or list, got "
              + dev.obor.vision.transforms.PythonText.of(padding)
              + ".");
    }
    if (!Arrays.asList("constant", "edge", "reflect", "symmetric").contains(mode)) {
      throw new ValueException(
          "Padding mode should be either constant, edge, reflect or symmetric");
    }
  }
}
