package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Changes the sharpness of some images: Python's {@code
 * torchvision.transforms.v2.RandomAdjustSharpness}.
 */
public final class RandomAdjustSharpness extends RandomApplyTransform<@Nullable Void> {
  private final Number sharpnessFactor;

  /** Makes the transform with probability 0.5. */
  public RandomAdjustSharpness(Number sharpnessFactor) {
    this(sharpnessFactor, 0.5);
  }

  /**
   * Makes the transform: Python's {@code RandomAdjustSharpness(sharpness_factor, p)}.
   *
   * @param sharpnessFactor 0 to smooth, 1 for no change, 2 for twice as sharp
   */
  public RandomAdjustSharpness(Number sharpnessFactor, double p) {
    super(p);
    this.sharpnessFactor = sharpnessFactor;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.adjustSharpness(inpt, sharpnessFactor.doubleValue()).orSame();
  }

  @Override
  protected String extraRepr() {
    return attributes().add("sharpness_factor", sharpnessFactor).toString();
  }
}
