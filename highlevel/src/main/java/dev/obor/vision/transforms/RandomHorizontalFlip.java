package dev.obor.vision.transforms;

/**
 * Mirrors left and right of some images: Python's {@code
 * torchvision.transforms.RandomHorizontalFlip}.
 *
 * <pre>{@code
 * new RandomHorizontalFlip();     // with probability 0.5
 * new RandomHorizontalFlip(1);    // always
 * }</pre>
 */
public final class RandomHorizontalFlip extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomHorizontalFlip() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomHorizontalFlip(p)}. */
  public RandomHorizontalFlip(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.isBelow(p) ? F.hflip(img) : img;
  }

  @Override
  public String toString() {
    return "RandomHorizontalFlip(p=" + PythonText.of(p) + ")";
  }
}
