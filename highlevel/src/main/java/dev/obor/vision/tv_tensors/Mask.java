package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.vision.transforms.F;
import java.awt.image.BufferedImage;

/**
 * What a segmentation or detection masks, of shape (H, W) or (…, H, W): Python's {@code
 * torchvision.tv_tensors.Mask}.
 *
 * <p>Transforms move its numbers, and never mix them.
 *
 * @param data the numbers of the pixels
 */
public record Mask(Tensor data) implements TVTensor {
  /** Takes the pixels of an image of Java, of shape (C, H, W). */
  public Mask(BufferedImage data) {
    this(F.pilToTensor(data));
  }

  /** As Python prints it: {@code Mask([[…]])}. */
  @Override
  public String toString() {
    return data.toString("Mask");
  }
}
