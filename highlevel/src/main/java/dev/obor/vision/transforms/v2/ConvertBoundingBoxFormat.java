package dev.obor.vision.transforms.v2;

import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import org.jspecify.annotations.Nullable;

/**
 * Makes other numbers of the same boxes: Python's {@code
 * torchvision.transforms.v2.ConvertBoundingBoxFormat}.
 */
public final class ConvertBoundingBoxFormat extends Transform<@Nullable Void> {
  private final Object printed;
  private final BoundingBoxFormat format;

  /** Makes the transform: Python's {@code ConvertBoundingBoxFormat(format)}. */
  public ConvertBoundingBoxFormat(BoundingBoxFormat format) {
    this.printed = format;
    this.format = format;
  }

  /** The same with the name of a format. */
  public ConvertBoundingBoxFormat(String format) {
    this.printed = format;
    this.format = BoundingBoxFormat.of(format);
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BoundingBoxes;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.convertBoundingBoxFormat((BoundingBoxes) inpt, format);
  }

  @Override
  protected String extraRepr() {
    return "format=" + printed;
  }
}
