package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Torch;
import java.util.List;
import java.util.function.Function;

/** Runs transforms one after another. */
final class Chain {
  private Chain() {}

  static Object apply(List<Function<?, ?>> transforms, Object img) {
    try (Scope scope = Torch.scope()) {
      Object result = img;
      for (Function<?, ?> transform : transforms) {
        result = apply(transform, result);
      }
      return scope.keepAll(result);
    }
  }

  @SuppressWarnings("unchecked") // a transform that gets what it does not take says so itself
  static Object apply(Function<?, ?> transform, Object img) {
    return ((Function<Object, Object>) transform).apply(img);
  }
}
