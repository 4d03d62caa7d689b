package dev.obor.vision.transforms.v2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out the middle, with zeros around smaller images: Python's {@code
 * torchvision.transforms.v2.CenterCrop}.
 */
public final class CenterCrop extends Transform<@Nullable Void> {
  private final CropSize size;

  /**
   * Makes the transform: Python's {@code CenterCrop(size)}.
   *
   * @param size height and width, or one number for both
   */
  public CenterCrop(int... size) {
    this.size = CropSize.of(size);
  }

  /** The same with a list, which prints as such. */
  public CenterCrop(List<Integer> size) {
    this.size = CropSize.of(size);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return GeometryKernels.centerCrop(inpt, size.size()).orSame();
  }

  @Override
  protected String extraRepr() {
    return "size=" + size;
  }
}
