package dev.obor.vision.transforms;

import java.util.List;

/**
 * Cuts out the middle of images, with zeros around smaller ones: Python's {@code
 * torchvision.transforms.CenterCrop}.
 *
 * <pre>{@code
 * new CenterCrop(224);        // a square
 * new CenterCrop(224, 320);   // height and width
 * }</pre>
 */
public final class CenterCrop extends ImageTransform {
  private final CropSize size;

  /** Cuts out a square, or a height and width: Python's {@code CenterCrop(size)}. */
  public CenterCrop(int... size) {
    this.size = CropSize.of(size);
  }

  /** The same with a list, which prints as such. */
  public CenterCrop(List<Integer> size) {
    this.size = CropSize.of(size);
  }

  @Override
  protected <T> T forward(T img) {
    return F.centerCrop(img, size.size());
  }

  @Override
  public String toString() {
    return "CenterCrop(size=" + size + ")";
  }
}
