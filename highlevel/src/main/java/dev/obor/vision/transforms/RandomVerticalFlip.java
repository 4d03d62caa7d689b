package dev.obor.vision.transforms;

/**
 * Mirrors top and bottom of some images: Python's {@code
 * torchvision.transforms.RandomVerticalFlip}.
 *
 * <pre>{@code
 * new RandomVerticalFlip();     // with probability 0.5
 * new RandomVerticalFlip(1);    // always
 * }</pre>
 */
public final class RandomVerticalFlip extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomVerticalFlip() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomVerticalFlip(p)}. */
  public RandomVerticalFlip(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.isBelow(p) ? F.vflip(img) : img;
  }

  @Override
  public String toString() {
    return "RandomVerticalFlip(p=" + PythonText.of(p) + ")";
  }
}
