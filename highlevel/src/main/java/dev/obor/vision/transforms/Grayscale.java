package dev.obor.vision.transforms;

/** Makes images grey: Python's {@code torchvision.transforms.Grayscale}. */
public final class Grayscale extends ImageTransform {
  /** 1, or 3 for three equal channels. */
  public final int numOutputChannels;

  /** Makes the transform with one channel. */
  public Grayscale() {
    this(1);
  }

  /** Makes the transform: Python's {@code Grayscale(num_output_channels)}. */
  public Grayscale(int numOutputChannels) {
    this.numOutputChannels = numOutputChannels;
  }

  @Override
  protected <T> T forward(T img) {
    return F.rgbToGrayscale(img, numOutputChannels);
  }

  @Override
  public String toString() {
    return "Grayscale(num_output_channels=" + numOutputChannels + ")";
  }
}
