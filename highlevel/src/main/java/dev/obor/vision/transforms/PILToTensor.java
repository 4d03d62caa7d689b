package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.awt.image.BufferedImage;

/**
 * Makes a tensor of an image, with its numbers as they are: Python's {@code
 * torchvision.transforms.PILToTensor}.
 *
 * <pre>{@code
 * Tensor x = new PILToTensor().call(image);  // of shape (C, H, W), uint8
 * }</pre>
 */
public final class PILToTensor implements Transform<Object, Tensor> {
  /** Makes the transform. */
  public PILToTensor() {}

  /** Converts an image: Python's {@code transform(pic)}. */
  public Tensor call(BufferedImage pic) {
    return F.pilToTensor(pic);
  }

  @Override
  public Tensor apply(Object pic) {
    if (pic instanceof BufferedImage image) {
      return call(image);
    }
    throw new TypeException(
        "pic should be PIL Image. Got " + PythonText.type(pic) + "\nIt should be a BufferedImage.");
  }

  @Override
  public String toString() {
    return "PILToTensor()";
  }
}
