package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Mirrors top and bottom of some samples: Python's {@code
 * torchvision.transforms.v2.RandomVerticalFlip}.
 */
public final class RandomVerticalFlip extends RandomApplyTransform<@Nullable Void> {
  /** Makes the transform with probability 0.5. */
  public RandomVerticalFlip() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomVerticalFlip(p)}. */
  public RandomVerticalFlip(double p) {
    super(p);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return GeometryKernels.verticalFlip(inpt).orSame();
  }
}
