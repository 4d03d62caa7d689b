package dev.obor.vision.transforms.v2;

import dev.obor.vision.tv_tensors.BoundingBoxes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps boxes within their image: Python's {@code torchvision.transforms.v2.ClampBoundingBoxes}.
 */
public final class ClampBoundingBoxes extends Transform<@Nullable Void> {
  private final @Nullable String clampingMode;

  /** Clamps as the boxes say. */
  public ClampBoundingBoxes() {
    this("auto");
  }

  /** Makes the transform: Python's {@code ClampBoundingBoxes(clamping_mode)}. */
  public ClampBoundingBoxes(@Nullable String clampingMode) {
    this.clampingMode = clampingMode;
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BoundingBoxes;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.clampBoundingBoxes((BoundingBoxes) inpt, clampingMode);
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("clamping_mode", clampingMode).toString();
  }
}
