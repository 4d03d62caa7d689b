package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/** Leaves samples as they are: Python's {@code torchvision.transforms.v2.Identity}. */
public final class Identity extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public Identity() {}

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return inpt;
  }
}
