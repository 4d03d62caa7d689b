package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of a tensor: Python's {@code torchvision.transforms.ToPILImage}.
 *
 * <pre>{@code
 * BufferedImage image = new ToPILImage().call(x);  // x of shape (C, H, W)
 * }</pre>
 *
 * <p>Floats are taken as 0 to 1. One channel makes a grey image, two a grey one with opacity, three
 * a coloured one and four a coloured one with opacity.
 */
public final class ToPILImage implements Transform<Object, BufferedImage> {
  /** Pillow's name of the mode; null where the number of channels decides. */
  public final @Nullable String mode;

  /** Makes the transform, in which the number of channels decides of the mode. */
  public ToPILImage() {
    this(null);
  }

  /** Makes the transform with Pillow's name of a mode, such as {@code RGB} or {@code F}. */
  public ToPILImage(@Nullable String mode) {
    this.mode = mode;
  }

  /** Converts a tensor of shape (C, H, W) or (H, W): Python's {@code transform(pic)}. */
  public BufferedImage call(Tensor pic) {
    return F.toPilImage(pic, mode);
  }

  @Override
  public BufferedImage apply(Object pic) {
    if (pic instanceof Tensor tensor) {
      return call(tensor);
    }
    throw new TypeException(
        "pic should be Tensor or ndarray. Got "
            + PythonText.type(pic)
            + ".\nIt should be a Tensor.");
  }

  @Override
  public String toString() {
    return mode == null ? "ToPILImage()" : "ToPILImage(mode=" + mode + ")";
  }
}
