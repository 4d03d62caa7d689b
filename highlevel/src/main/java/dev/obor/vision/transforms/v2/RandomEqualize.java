package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Makes the levels of some images equally frequent: Python's {@code
 * torchvision.transforms.v2.RandomEqualize}.
 */
public final class RandomEqualize extends RandomApplyTransform<@Nullable Void> {
  /** Makes the transform with probability 0.5. */
  public RandomEqualize() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomEqualize(p)}. */
  public RandomEqualize(double p) {
    super(p);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.equalize(inpt).orSame();
  }
}
