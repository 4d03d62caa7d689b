package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.vision.datasets.BatchTransform;
import dev.obor.vision.datasets.ImageBatch;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Pixels;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tensor of an image, with bytes scaled to 0 to 1: Python's {@code
 * torchvision.transforms.ToTensor}.
 *
 * <pre>{@code
 * Tensor x = new ToTensor().call(image);  // of shape (C, H, W), float32
 * }</pre>
 *
 * <p>Grey images make one channel, colours three, opacity one more; 16-bit and 32-bit grey is not
 * scaled.
 */
public final class ToTensor implements Transform<Object, Tensor>, BatchTransform {
  /** Makes the transform. */
  public ToTensor() {}

  /** Converts an image: Python's {@code transform(pic)}. */
  public Tensor call(BufferedImage pic) {
    return F.toTensor(pic);
  }

  @Override
  public Tensor apply(Object pic) {
    if (pic instanceof BufferedImage image) {
      return call(image);
    }
    throw new TypeException(
        "pic should be PIL Image or ndarray. Got "
            + PythonText.type(pic)
            + "\nIt should be a BufferedImage.");
  }

  @Override
  public void apply(Object pic, ImageBatch batch) {
    if (Torch.getDefaultDtype() == DType.FLOAT32
        && pic instanceof BufferedImage image
        && BufferedImages.mode(image).isByte()) {
      Pixels pixels = BufferedImages.pixels(image);
      batch.add(pixels, F.levels(pixels.bands()));
    } else {
      batch.add(apply(pic));
    }
  }

  @Override
  public @Nullable Tensor applyGray(byte[] levels, int count, int height, int width) {
    return Torch.getDefaultDtype() == DType.FLOAT32
        ? BatchTransform.grayTensors(levels, count, height, width)
        : null;
  }

  @Override
  public String toString() {
    return "ToTensor()";
  }
}
