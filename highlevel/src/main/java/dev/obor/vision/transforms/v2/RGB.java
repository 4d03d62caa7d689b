package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/** Makes three channels of one: Python's {@code torchvision.transforms.v2.RGB}. */
public final class RGB extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public RGB() {}

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.grayscaleToRgb(inpt).orSame();
  }
}
