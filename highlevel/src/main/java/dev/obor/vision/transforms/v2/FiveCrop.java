package dev.obor.vision.transforms.v2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out the corners and the middle of images, each of which becomes a list: Python's {@code
 * torchvision.transforms.v2.FiveCrop}.
 */
public final class FiveCrop extends Transform<@Nullable Void> {
  private final CropSize size;

  /**
   * Makes the transform: Python's {@code FiveCrop(size)}.
   *
   * @param size height and width, or one number for both
   */
  public FiveCrop(int... size) {
    this.size = CropSize.of(size);
  }

  @Override
  protected void checkInputs(List<Object> flatInputs) {
    PassedThrough.refuse(this, flatInputs);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    PassedThrough.warn(this, inpt);
    return GeometryKernels.fiveCrop(inpt, size.size()).orSame();
  }

  @Override
  protected String extraRepr() {
    return "size=" + size;
  }
}
