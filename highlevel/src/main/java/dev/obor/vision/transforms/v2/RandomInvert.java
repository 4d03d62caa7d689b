package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Makes light dark and dark light in some images: Python's {@code
 * torchvision.transforms.v2.RandomInvert}.
 */
public final class RandomInvert extends RandomApplyTransform<@Nullable Void> {
  /** Makes the transform with probability 0.5. */
  public RandomInvert() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomInvert(p)}. */
  public RandomInvert(double p) {
    super(p);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.invert(inpt).orSame();
  }
}
