package dev.obor.vision.transforms;

/**
 * Keeps the highest bits of each number in some images: Python's {@code
 * torchvision.transforms.RandomPosterize}.
 */
public final class RandomPosterize extends ImageTransform {
  /** How many bits stay, from 0 to 8. */
  public final int bits;

  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomPosterize(int bits) {
    this(bits, 0.5);
  }

  /** Makes the transform: Python's {@code RandomPosterize(bits, p)}. */
  public RandomPosterize(int bits, double p) {
    this.bits = bits;
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.posterize(img, bits) : img;
  }

  @Override
  public String toString() {
    return "RandomPosterize(bits=" + PythonText.of(bits) + ",p=" + PythonText.of(p) + ")";
  }
}
