package dev.obor.vision.transforms.v2;

import dev.obor.vision.tv_tensors.KeyPoints;
import org.jspecify.annotations.Nullable;

/** Keeps points within their image: Python's {@code torchvision.transforms.v2.ClampKeyPoints}. */
public final class ClampKeyPoints extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public ClampKeyPoints() {}

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof KeyPoints;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return F.clampKeypoints((KeyPoints) inpt);
  }
}
