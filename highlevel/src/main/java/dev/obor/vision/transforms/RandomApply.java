package dev.obor.vision.transforms;

import java.util.List;
import java.util.function.Function;

/**
 * Applies transforms to some images: Python's {@code torchvision.transforms.RandomApply}.
 *
 * <pre>{@code
 * new RandomApply(List.of(new ColorJitter(0.2), new GaussianBlur(3)), 0.3);
 * }</pre>
 */
public final class RandomApply implements Transform<Object, Object> {
  /** The transforms, in their order. */
  public final List<Function<?, ?>> transforms;

  /** The probability that they are applied. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomApply(List<? extends Function<?, ?>> transforms) {
    this(transforms, 0.5);
  }

  /** Makes the transform: Python's {@code RandomApply(transforms, p)}. */
  public RandomApply(List<? extends Function<?, ?>> transforms, double p) {
    this.transforms = List.copyOf(transforms);
    this.p = p;
  }

  @Override
  public Object apply(Object img) {
    return (float) p < Draws.rand() ? img : Chain.apply(transforms, img);
  }

  /** Transforms an image: Python's {@code transform(img)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the last transform decides
  public <T> T call(Object img) {
    return (T) apply(img);
  }

  @Override
  public String toString() {
    return PythonText.nested(this, transforms, "\n    p=" + PythonText.of(p));
  }
}
