package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Spreads the channels of some images over all levels: Python's {@code
 * torchvision.transforms.v2.RandomAutocontrast}.
 */
public final class RandomAutocontrast extends RandomApplyTransform<@Nullable Void> {
  /** Makes the transform with probability 0.5. */
  public RandomAutocontrast() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomAutocontrast(p)}. */
  public RandomAutocontrast(double p) {
    super(p);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.autocontrast(inpt).orSame();
  }
}
