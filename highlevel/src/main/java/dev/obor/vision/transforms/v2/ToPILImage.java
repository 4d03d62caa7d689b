package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.tv_tensors.Image;
import org.jspecify.annotations.Nullable;

/** Makes images of Java of tensors: Python's {@code torchvision.transforms.v2.ToPILImage}. */
public final class ToPILImage extends Transform<@Nullable Void> {
  private final @Nullable String mode;

  /** Makes the transform, in which the number of channels tells the mode. */
  public ToPILImage() {
    this(null);
  }

  /** Makes the transform: Python's {@code ToPILImage(mode)}. */
  public ToPILImage(@Nullable String mode) {
    this.mode = mode;
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof Tensor || inpt instanceof Image;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.toPilImage(inpt instanceof Image image ? image.data() : (Tensor) inpt, mode);
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("mode", mode).toString();
  }
}
