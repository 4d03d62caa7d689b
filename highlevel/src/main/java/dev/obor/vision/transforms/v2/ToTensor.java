package dev.obor.vision.transforms.v2;

import dev.obor.Warnings;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors of images of Java, with bytes scaled to 0 to 1: Python's {@code
 * torchvision.transforms.v2.ToTensor}, which is deprecated there for {@link ToImage} and {@link
 * ToDtype}.
 */
public final class ToTensor extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public ToTensor() {
    Warnings.warn(
        "The transform `ToTensor()` is deprecated and will be removed in a future release. Instead,"
            + " please use `v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])`.Output"
            + " is equivalent up to float precision.");
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BufferedImage;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.toTensor((BufferedImage) inpt);
  }
}
