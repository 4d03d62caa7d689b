package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Function;

/**
 * Applies transforms to some samples: Python's {@code torchvision.transforms.v2.RandomApply}.
 *
 * <pre>{@code
 * new RandomApply(List.of(new ColorJitter(0.2), new GaussianBlur(3)), 0.3);
 * }</pre>
 */
public final class RandomApply extends Several {
  /** The probability that they are applied. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomApply(List<? extends Function<?, ?>> transforms) {
    this(transforms, 0.5);
  }

  /**
   * Makes the transform: Python's {@code RandomApply(transforms, p)}.
   *
   * @throws ValueException if there are no transforms, or p is not from 0 to 1
   */
  public RandomApply(List<? extends Function<?, ?>> transforms, double p) {
    super(transforms);
    if (!(p >= 0 && p <= 1)) {
      throw new ValueException("`p` should be a floating point value in the interval [0.0, 1.0].");
    }
    this.p = p;
  }

  @Override
  Object forward(Object sample) {
    return Draws.isBelow(p) ? applyAll(sample) : sample;
  }

  @Override
  protected String extraRepr() {
    return lines();
  }
}
