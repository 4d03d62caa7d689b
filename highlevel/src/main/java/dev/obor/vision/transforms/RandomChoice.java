package dev.obor.vision.transforms;

import dev.obor.ValueException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies one of several transforms, drawn anew for each image: Python's {@code
 * torchvision.transforms.RandomChoice}.
 *
 * <p>As in Python, the choice comes from {@link PythonRandom}, not from torch's generator.
 */
public final class RandomChoice implements Transform<Object, Object> {
  /** The transforms. */
  public final List<Function<?, ?>> transforms;

  private final @Nullable List<Double> p;

  /** Makes the transform, in which all have the same probability. */
  public RandomChoice(List<? extends Function<?, ?>> transforms) {
    this(transforms, null);
  }

  /**
   * Makes the transform: Python's {@code RandomChoice(transforms, p)}.
   *
   * @param p a weight for each transform; null for equal ones
   * @throws ValueException if there are more or fewer weights than transforms
   */
  public RandomChoice(List<? extends Function<?, ?>> transforms, @Nullable List<Double> p) {
    this.transforms = List.copyOf(transforms);
    this.p = p == null ? null : List.copyOf(p);
    if (p != null && p.size() != transforms.size()) {
      throw new ValueException("The number of weights does not match the population");
    }
  }

  @Override
  public Object apply(Object img) {
    double[] weights = p == null ? new double[0] : Arguments.doubles(p);
    return Chain.apply(transforms.get(PythonRandom.choice(transforms.size(), weights)), img);
  }

  /** Transforms an image: Python's {@code transform(img)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the transform decides
  public <T> T call(Object img) {
    return (T) apply(img);
  }

  @Override
  public String toString() {
    return PythonText.nested(this, transforms, "") + "(p=" + PythonText.of(p) + ")";
  }
}
