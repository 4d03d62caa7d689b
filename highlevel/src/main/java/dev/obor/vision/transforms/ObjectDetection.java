package dev.obor.vision.transforms;

import dev.obor.Tensor;
import java.awt.image.BufferedImage;

/**
 * Brings pictures to what networks were trained with that find objects: what torchvision's weights
 * give as {@code weights.transforms()}.
 *
 * <p>Numbers are brought to the range from 0 to 1; sizes stay, as the networks see to them. Input:
 * an image, or a tensor (…, C, H, W). Output: (…, C, H, W), float32.
 *
 * <pre>{@code
 * Tensor x = new ObjectDetection().apply(image);
 * }</pre>
 */
public final class ObjectDetection implements Transform<Object, Tensor> {
  /** Makes the transform. */
  public ObjectDetection() {}

  @Override
  public Tensor apply(Object image) {
    if (image instanceof BufferedImage picture) {
      try (Tensor pixels = F.pilToTensor(picture)) {
        return F.convertImageDtype(pixels);
      }
    }
    return F.convertImageDtype((Tensor) image);
  }

  @Override
  public String toString() {
    return "ObjectDetection()";
  }
}
