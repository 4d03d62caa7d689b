package dev.obor.vision.datasets;

import dev.obor.TypeException;
import dev.obor.vision.transforms.v2.Transform;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A transform of {@code v2} that takes an image and its target. */
record JointTransform(Transform<?> transform) implements BiFunction<Object, Object, Sample> {
  @Override
  public Sample apply(Object image, @Nullable Object target) {
    Object made = transform.apply(Arrays.<@Nullable Object>asList(image, target));
    if (made instanceof Sample sample) {
      return sample;
    } else if (made instanceof List<?> pair && pair.size() == 2 && pair.get(0) != null) {
      return new Sample(pair.get(0), pair.get(1));
    }
    throw new TypeException(
        "the transforms of a dataset make no pair of image and target, but " + made);
  }

  @Override
  public String toString() {
    return transform.toString();
  }
}
