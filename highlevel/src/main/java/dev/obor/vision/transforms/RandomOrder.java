package dev.obor.vision.transforms;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Applies transforms in an order that is drawn anew for each image: Python's {@code
 * torchvision.transforms.RandomOrder}.
 *
 * <p>As in Python, the order comes from {@link PythonRandom}, not from torch's generator.
 */
public final class RandomOrder implements Transform<Object, Object> {
  /** The transforms. */
  public final List<Function<?, ?>> transforms;

  /** Makes the transform: Python's {@code RandomOrder(transforms)}. */
  public RandomOrder(List<? extends Function<?, ?>> transforms) {
    this.transforms = List.copyOf(transforms);
  }

  @Override
  public Object apply(Object img) {
    int[] order = PythonRandom.shuffled(transforms.size());
    List<Function<?, ?>> ordered =
        List.copyOf(Arrays.stream(order).mapToObj(transforms::get).toList());
    return Chain.apply(ordered, img);
  }

  /** Transforms an image: Python's {@code transform(img)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the last transform decides
  public <T> T call(Object img) {
    return (T) apply(img);
  }

  @Override
  public String toString() {
    return PythonText.nested(this, transforms, "");
  }
}
