package dev.obor.vision.transforms;

/**
 * Makes the levels of some images equally frequent: Python's {@code
 * torchvision.transforms.RandomEqualize}.
 *
 * <pre>{@code
 * new RandomEqualize();     // with probability 0.5
 * new RandomEqualize(1);    // always
 * }</pre>
 */
public final class RandomEqualize extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomEqualize() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomEqualize(p)}. */
  public RandomEqualize(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.equalize(img) : img;
  }

  @Override
  public String toString() {
    return "RandomEqualize(p=" + PythonText.of(p) + ")";
  }
}
