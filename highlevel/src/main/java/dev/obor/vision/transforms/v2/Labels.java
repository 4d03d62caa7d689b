package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the labels of a sample. */
final class Labels {
  private Labels() {}

  /** The second part, or the value of a key like {@code labels}, there or in the sample itself. */
  static @Nullable Object find(Object sample) {
    Object inputs = sample;
    if (!(sample instanceof Map<?, ?>)) {
      List<@Nullable Object> parts = Leaves.children(sample);
      if (parts != null && parts.size() > 1) {
        inputs = parts.get(1);
      }
    }
    if (inputs instanceof Tensor) {
      return inputs;
    }
    if (!(inputs instanceof Map<?, ?> map)) {
      throw new ValueException(
          "When using the default labels_getter, the input passed to forward must be a dictionary or"
              + " a two-tuple whose second item is a dictionary or a tensor, but got "
              + inputs
              + " instead.");
    }
    for (Object key : map.keySet()) {
      if (key instanceof String name && name.toLowerCase(Locale.ROOT).equals("labels")) {
        return map.get(key);
      }
    }
    for (Object key : map.keySet()) {
      if (key instanceof String name && name.toLowerCase(Locale.ROOT).contains("label")) {
        return map.get(key);
      }
    }
    throw new ValueException(
        "Could not infer where the labels are in the sample. Try passing a callable as the"
            + " labels_getter parameter?If there are no labels in the sample by design, pass"
            + " labels_getter=None.");
  }
}
