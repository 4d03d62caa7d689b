package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import org.jspecify.annotations.Nullable;

/**
 * Says how boxes are clamped from here on: Python's {@code
 * torchvision.transforms.v2.SetClampingMode}.
 */
public final class SetClampingMode extends Transform<@Nullable Void> {
  private final @Nullable String clampingMode;

  /**
   * Makes the transform: Python's {@code SetClampingMode(clamping_mode)}.
   *
   * @param clampingMode {@code soft}, {@code hard} or null
   * @throws ValueException if it is another word
   */
  public SetClampingMode(@Nullable String clampingMode) {
    if (clampingMode != null && !clampingMode.equals("soft") && !clampingMode.equals("hard")) {
      throw new ValueException("clamping_mode must be soft, hard or None, got " + clampingMode);
    }
    this.clampingMode = clampingMode;
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof BoundingBoxes;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    BoundingBoxes boxes = (BoundingBoxes) inpt;
    return new BoundingBoxes(
        boxes.data().clone(), boxes.format(), boxes.canvasSize(), clampingMode);
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("clamping_mode", clampingMode).toString();
  }
}
