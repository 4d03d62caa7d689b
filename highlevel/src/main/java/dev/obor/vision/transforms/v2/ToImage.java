package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Takes images of Java, plain tensors and {@code byte[][][]} as {@link
 * dev.obor.vision.tv_tensors.Image}: Python's {@code torchvision.transforms.v2.ToImage}.
 */
public final class ToImage extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public ToImage() {}

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BufferedImage || inpt instanceof Tensor || inpt instanceof byte[][][];
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    if (inpt instanceof BufferedImage image) {
      return F.toImage(image);
    }
    return inpt instanceof Tensor tensor ? F.toImage(tensor) : F.toImage((byte[][][]) inpt);
  }
}
