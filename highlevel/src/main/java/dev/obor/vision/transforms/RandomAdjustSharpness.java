package dev.obor.vision.transforms;

/**
 * Changes the sharpness of some images: Python's {@code
 * torchvision.transforms.RandomAdjustSharpness}.
 */
public final class RandomAdjustSharpness extends ImageTransform {
  /** 0 for a smoothed image, 1 for the image as it is, 2 for twice as sharp. */
  public final Number sharpnessFactor;

  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomAdjustSharpness(Number sharpnessFactor) {
    this(sharpnessFactor, 0.5);
  }

  /** Makes the transform: Python's {@code RandomAdjustSharpness(sharpness_factor, p)}. */
  public RandomAdjustSharpness(Number sharpnessFactor, double p) {
    this.sharpnessFactor = sharpnessFactor;
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.adjustSharpness(img, sharpnessFactor.doubleValue()) : img;
  }

  @Override
  public String toString() {
    return "RandomAdjustSharpness(sharpness_factor="
        + PythonText.of(sharpnessFactor)
        + ",p="
        + PythonText.of(p)
        + ")";
  }
}
