package dev.obor.vision.transforms;

/**
 * Spreads the channels of some images over all levels: Python's {@code
 * torchvision.transforms.RandomAutocontrast}.
 *
 * <pre>{@code
 * new RandomAutocontrast();     // with probability 0.5
 * new RandomAutocontrast(1);    // always
 * }</pre>
 */
public final class RandomAutocontrast extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.5. */
  public RandomAutocontrast() {
    this(0.5);
  }

  /** Makes the transform: Python's {@code RandomAutocontrast(p)}. */
  public RandomAutocontrast(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.rand() < p ? F.autocontrast(img) : img;
  }

  @Override
  public String toString() {
    return "RandomAutocontrast(p=" + PythonText.of(p) + ")";
  }
}
