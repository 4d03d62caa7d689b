package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies one of several transforms, drawn anew for each sample: Python's {@code
 * torchvision.transforms.v2.RandomChoice}.
 */
public final class RandomChoice extends Several {
  private final double[] p;

  /** Makes the transform, in which all have the same probability. */
  public RandomChoice(List<? extends Function<?, ?>> transforms) {
    this(transforms, null);
  }

  /**
   * Makes the transform: Python's {@code RandomChoice(transforms, p)}.
   *
   * @param p a weight for each transform; null for equal ones
   * @throws ValueException if there are no transforms, or not as many weights
   */
  public RandomChoice(List<? extends Function<?, ?>> transforms, @Nullable List<Double> p) {
    super(transforms);
    if (p != null && p.size() != transforms.size()) {
      throw new ValueException(
          "Length of p doesn't match the number of transforms: "
              + p.size()
              + " != "
              + transforms.size());
    }
    double[] weights = new double[transforms.size()];
    Arrays.setAll(weights, i -> p == null ? 1 : p.get(i));
    double total = Arrays.stream(weights).sum();
    this.p = Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  @Override
  Object forward(Object sample) {
    return apply(transforms.get(Draws.multinomial(p)), sample);
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("transforms", transforms).add("p", Attributes.list(p)).toString();
  }
}
