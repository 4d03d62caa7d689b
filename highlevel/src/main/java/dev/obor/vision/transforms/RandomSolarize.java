package dev.obor.vision.transforms;

/**
 * Inverts what is as light as a threshold, or lighter, in some images: Python's {@code
 * torchvision.transforms.RandomSolarize}.
 */
public final class RandomSolarize extends ImageTransform {
  /** The threshold. */
  public final Number threshold;

  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomSolarize(Number threshold) {
    this(threshold, 0.5);
  }

  /** Makes the transform: Python's {@code RandomSolarize(threshold, p)}. */
  public RandomSolarize(Number threshold, double p) {
    this.threshold = threshold;
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.solarize(img, threshold.doubleValue()) : img;
  }

  @Override
  public String toString() {
    return "RandomSolarize(threshold=" + PythonText.of(threshold) + ",p=" + PythonText.of(p) + ")";
  }
}
