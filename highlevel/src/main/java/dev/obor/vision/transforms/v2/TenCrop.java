package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.PythonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the corners and the middle out of images and of their mirrors; each becomes a list: Python's
 * {@code torchvision.transforms.v2.TenCrop}.
 */
public final class TenCrop extends Transform<@Nullable Void> {
  private final CropSize size;
  private final boolean verticalFlip;

  /** Makes the transform with a square. */
  public TenCrop(int size) {
    this(new int[] {size}, false);
  }

  /** Makes the transform with a height and width. */
  public TenCrop(int height, int width) {
    this(new int[] {height, width}, false);
  }

  /**
   * Makes the transform: Python's {@code TenCrop(size, vertical_flip)}.
   *
   * @param size height and width, or one number for both
   * @param verticalFlip whether top and bottom are mirrored, rather than left and right
   */
  public TenCrop(int[] size, boolean verticalFlip) {
    this.size = CropSize.of(size);
    this.verticalFlip = verticalFlip;
  }

  @Override
  protected void checkInputs(List<Object> flatInputs) {
    PassedThrough.refuse(this, flatInputs);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    PassedThrough.warn(this, inpt);
    return GeometryKernels.tenCrop(inpt, size.size(), verticalFlip).orSame();
  }

  @Override
  protected String extraRepr() {
    return "size=" + size + ", vertical_flip=" + PythonText.of(verticalFlip);
  }
}
