package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs transforms one after another; a {@link ToTensor} and the {@link Normalize} behind it in one
 * pass, which gives the same numbers.
 */
final class Chain {
  private Chain() {}

  static Object apply(List<Function<?, ?>> transforms, Object img) {
    try (Scope scope = Torch.scope()) {
      Object result = img;
      for (int i = 0; i < transforms.size(); i++) {
        Tensor both = i + 1 < transforms.size() ? both(transforms, i, result) : null;
        if (both != null) {
          result = both;
          i++;
        } else {
          result = apply(transforms.get(i), result);
        }
      }
      return scope.keepAll(result);
    }
  }

  private static @Nullable Tensor both(List<Function<?, ?>> transforms, int first, Object img) {
    return transforms.get(first) instanceof ToTensor
            && transforms.get(first + 1) instanceof Normalize normalize
            && img instanceof BufferedImage image
        ? normalize.ofImage(image)
        : null;
  }

  @SuppressWarnings("unchecked") // a transform that gets what it does not take says so itself
  static Object apply(Function<?, ?> transform, Object img) {
    return ((Function<Object, Object>) transform).apply(img);
  }
}
