package dev.obor.vision.transforms;

/**
 * Makes some images grey, with as many channels as they have: Python's {@code
 * torchvision.transforms.RandomGrayscale}.
 *
 * <pre>{@code
 * new RandomGrayscale();     // with probability 0.1
 * new RandomGrayscale(1);    // always
 * }</pre>
 */
public final class RandomGrayscale extends ImageTransform {
  /** The probability. */
  public final double p;

  /** Makes the transform with probability 0.1. */
  public RandomGrayscale() {
    this(0.1);
  }

  /** Makes the transform: Python's {@code RandomGrayscale(p)}. */
  public RandomGrayscale(double p) {
    this.p = p;
  }

  @Override
  protected <T> T forward(T img) {
    return Draws.isBelow(p) ? F.rgbToGrayscale(img, F.getImageNumChannels(img)) : img;
  }

  @Override
  public String toString() {
    return "RandomGrayscale(p=" + PythonText.of(p) + ")";
  }
}
