package dev.obor.vision.transforms;

/**
 * Makes light dark and dark light in some images: Python's {@code
 * torchvision.transforms.RandomInvert}.
 *
 * <pre>{@code
 * new RandomInvert();     // with probability 0.5
 * new RandomInvert(1);    // always
 * }</pre>
 */
public final class RandomInvert extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomInvert() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomInvert(p)}. */
  public RandomInvert(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.invert(img) : img;
  }

  @Override
  public String toString() {
    return "RandomInvert(p=" + PythonText.of(p) + ")";
  }
}
