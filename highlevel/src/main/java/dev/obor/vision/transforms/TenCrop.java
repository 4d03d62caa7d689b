package dev.obor.vision.transforms;

import java.util.List;

/**
 * Cuts the corners and the middle out of images and of their mirrors: Python's {@code
 * torchvision.transforms.TenCrop}.
 */
public final class TenCrop implements Transform<Object, List<?>> {
  /** Whether top and bottom are mirrored, rather than left and right. */
  public final boolean verticalFlip;

  private final CropSize size;

  /** Cuts out squares, or a height and width: Python's {@code TenCrop(size)}. */
  public TenCrop(int... size) {
    this.size = CropSize.of(size);
    this.verticalFlip = false;
  }

  /** Cuts out squares: Python's {@code TenCrop(size, vertical_flip)}. */
  public TenCrop(int size, boolean verticalFlip) {
    this.size = CropSize.of(size);
    this.verticalFlip = verticalFlip;
  }

  /** Cuts out a height and width: Python's {@code TenCrop((h, w), vertical_flip)}. */
  public TenCrop(int height, int width, boolean verticalFlip) {
    this.size = CropSize.of(height, width);
    this.verticalFlip = verticalFlip;
  }

  /**
   * Cuts out ten parts: Python's {@code transform(img)}.
   *
   * @return five of the image as {@link FiveCrop} cuts them, and five of its mirror
   */
  public <T> List<T> call(T img) {
    return F.tenCrop(img, size.size(), verticalFlip);
  }

  @Override
  public List<?> apply(Object img) {
    return call(img);
  }

  @Override
  public String toString() {
    return "TenCrop(size=" + size + ", vertical_flip=" + PythonText.of(verticalFlip) + ")";
  }
}
