package dev.obor.vision.transforms.v2;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors of images of Java, with their numbers as they are: Python's {@code
 * torchvision.transforms.v2.PILToTensor}.
 */
public final class PILToTensor extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public PILToTensor() {}

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BufferedImage;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.pilToTensor((BufferedImage) inpt);
  }
}
