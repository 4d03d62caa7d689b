package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the highest bits of the numbers of some images: Python's {@code
 * torchvision.transforms.v2.RandomPosterize}.
 */
public final class RandomPosterize extends RandomApplyTransform<@Nullable Void> {
  private final int bits;

  /** Makes the transform with probability 0.5. */
  public RandomPosterize(int bits) {
    this(bits, 0.5);
  }

  /**
   * Makes the transform: Python's {@code RandomPosterize(bits, p)}.
   *
   * @param bits from 0 to 8
   */
  public RandomPosterize(int bits, double p) {
    super(p);
    this.bits = bits;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.posterize(inpt, bits).orSame();
  }

  @Override
  protected String extraRepr() {
    return attributes().add("bits", bits).toString();
  }
}
