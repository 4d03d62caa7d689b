package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the labels that go with boxes or points which are removed. */
final class Sanitizing {
  private Sanitizing() {}

  /** The labels of a sample, none if there is no function that finds them. */
  static List<?> labels(@Nullable Function<Object, @Nullable Object> getter, Object sample) {
    Object found = getter == null ? null : getter.apply(sample);
    if (found == null) {
      return List.of();
    }
    List<?> labels = found instanceof List<?> list ? list : List.of(found);
    for (Object label : labels) {
      if (!(label instanceof Tensor)) {
        throw new ValueException(
            "The labels in the input to forward() must be a tensor or None, got "
                + Leaves.type(label)
                + " instead.");
      }
    }
    return labels;
  }

  static boolean isOneOf(List<?> labels, Object inpt) {
    return labels.stream().anyMatch(label -> label == inpt);
  }

  static void checkCount(List<?> labels, Tensor things, String what) {
    for (Object label : labels) {
      if (((Tensor) label).size(0) != things.size(0)) {
        throw new ValueException(
            what
                + " (shape="
                + things.size()
                + ") "
                + (what.endsWith("boxes") ? "and " : "")
                + "must match the number of labels.Found labels with shape="
                + ((Tensor) label).size()
                + ").");
      }
    }
  }
}
