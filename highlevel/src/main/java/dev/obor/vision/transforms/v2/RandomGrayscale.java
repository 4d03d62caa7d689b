package dev.obor.vision.transforms.v2;

import java.util.List;

/**
 * Makes some images grey, with as many channels: Python's {@code
 * torchvision.transforms.v2.RandomGrayscale}.
 */
public final class RandomGrayscale extends RandomApplyTransform<Integer> {
  /** Makes the transform with probability 0.1. */
  public RandomGrayscale() {
    this(0.1);
  }

  /** Makes the transform: Python's {@code RandomGrayscale(p)}. */
  public RandomGrayscale(double p) {
    super(p);
  }

  @Override
  protected Integer makeParams(List<Object> flatInputs) {
    return queryChw(flatInputs).get(0);
  }

  @Override
  protected Object transform(Object inpt, Integer channels) {
    return ColorKernels.rgbToGrayscale(inpt, channels).orSame();
  }
}
