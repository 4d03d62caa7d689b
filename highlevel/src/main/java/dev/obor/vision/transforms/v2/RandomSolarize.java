package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Inverts what is as light as a threshold, or lighter, in some images: Python's {@code
 * torchvision.transforms.v2.RandomSolarize}.
 */
public final class RandomSolarize extends RandomApplyTransform<@Nullable Void> {
  private final Number threshold;

  /** Makes the transform with probability 0.5. */
  public RandomSolarize(Number threshold) {
    this(threshold, 0.5);
  }

  /**
   * Makes the transform: Python's {@code RandomSolarize(threshold, p)}.
   *
   * @param threshold where white is 255, or 1 for floats
   */
  public RandomSolarize(Number threshold, double p) {
    super(p);
    this.threshold = threshold;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.solarize(inpt, threshold.doubleValue()).orSame();
  }

  @Override
  protected String extraRepr() {
    return attributes().add("threshold", threshold).toString();
  }
}
