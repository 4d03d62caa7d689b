package dev.obor.vision.datasets;

import dev.obor.serialization.Tuple;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which targets a dataset gives that has several kinds of them.
 *
 * @param types the kinds
 * @param printed how Python prints them
 */
record TargetTypes(List<String> types, String printed) {
  /** Kinds that Python holds in a list. */
  static TargetTypes listed(List<String> types) {
    return new TargetTypes(
        types, types.isEmpty() ? "[]" : "['" + String.join("', '", types) + "']");
  }

  /** The kinds, each one of those that there are. */
  static TargetTypes listed(List<String> types, String argument, List<String> valid) {
    types.forEach(type -> VisionDataset.verified(type, argument, valid));
    return listed(types);
  }

  /**
   * The target of a sample: one of each kind, a tuple if there are several, null if there are none.
   */
  @Nullable Object target(Function<? super String, ?> one) {
    Object[] targets = types.stream().map(one).toArray();
    return switch (targets.length) {
      case 0 -> null;
      case 1 -> targets[0];
      default -> Tuple.of(targets);
    };
  }
}
