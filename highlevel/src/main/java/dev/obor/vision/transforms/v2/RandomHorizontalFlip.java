package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Mirrors left and right of some samples: Python's {@code
 * torchvision.transforms.v2.RandomHorizontalFlip}.
 */
public final class RandomHorizontalFlip extends RandomApplyTransform<@Nullable Void> {
  /** Makes the transform with probability 0.5. */
  public RandomHorizontalFlip() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomHorizontalFlip(p)}. */
  public RandomHorizontalFlip(double p) {
    super(p);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return GeometryKernels.horizontalFlip(inpt).orSame();
  }
}
