package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/** Makes images grey: Python's {@code torchvision.transforms.v2.Grayscale}. */
public final class Grayscale extends Transform<@Nullable Void> {
  private final int numOutputChannels;

  /** Makes grey images with one channel. */
  public Grayscale() {
    this(1);
  }

  /**
   * Makes grey images with one or three channels: Python's {@code Grayscale(num_output_channels)}.
   */
  public Grayscale(int numOutputChannels) {
    this.numOutputChannels = numOutputChannels;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.rgbToGrayscale(inpt, numOutputChannels).orSame();
  }

  @Override
  protected String extraRepr() {
    return "num_output_channels=" + numOutputChannels;
  }
}
