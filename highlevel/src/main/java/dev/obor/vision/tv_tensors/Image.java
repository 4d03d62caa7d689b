package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.vision.transforms.F;
import java.awt.image.BufferedImage;

/**
 * An image, or a batch of them, of shape (…, C, H, W): Python's {@code
 * torchvision.tv_tensors.Image}.
 *
 * @param data the pixels
 */
public record Image(Tensor data) implements TVTensor {
  /**
   * Takes a tensor as an image; one of shape (H, W) becomes (1, H, W).
   *
   * @throws ValueException if it has fewer than two dimensions
   */
  public Image {
    if (data.dim() < 2) {
      throw new ValueException("Tensor must be 2D or higher, got " + data.dim() + "D tensor.");
    }
    if (data.dim() == 2) {
      data = data.unsqueeze(0);
    }
  }

  /** Takes the pixels of an image of Java, uint8 of shape (C, H, W). */
  public Image(BufferedImage data) {
    this(F.pilToTensor(data));
  }

  /** As Python prints it: {@code Image([[…]], dtype=torch.uint8, )}. */
  @Override
  public String toString() {
    return TVTensors.text("Image", data, "");
  }
}
