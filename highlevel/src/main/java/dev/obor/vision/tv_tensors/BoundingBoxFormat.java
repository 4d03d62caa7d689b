package dev.obor.vision.tv_tensors;

import dev.obor.ValueException;
import java.util.Locale;

/**
 * What the numbers of a bounding box mean: Python's {@code
 * torchvision.tv_tensors.BoundingBoxFormat}.
 *
 * <p>Angles are in degrees, against the clock.
 */
public enum BoundingBoxFormat {
  /** Left, top, right and bottom. */
  XYXY,
  /** Left, top, width and height. */
  XYWH,
  /** Middle, width and height. */
  CXCYWH,
  /** A corner, width, height and an angle about that corner. */
  XYWHR,
  /** Middle, width, height and an angle about the middle. */
  CXCYWHR,
  /** The four corners. */
  XYXYXYXY;

  /**
   * The format with a name, in capitals or not.
   *
   * @throws ValueException if there is none
   */
  public static BoundingBoxFormat of(String name) {
    for (BoundingBoxFormat format : values()) {
      if (format.name().equals(name.toUpperCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new ValueException(
        "'"
            + name
            + "'\nThere is no such format of bounding boxes; there are XYXY, XYWH, CXCYWH,"
            + " XYWHR, CXCYWHR and XYXYXYXY.");
  }

  /** Whether boxes may be turned: Python's {@code is_rotated_bounding_format(format)}. */
  public boolean isRotated() {
    return this == XYWHR || this == CXCYWHR || this == XYXYXYXY;
  }

  /** How many numbers a box has. */
  public int count() {
    return this == XYXYXYXY ? 8 : isRotated() ? 5 : 4;
  }

  /** Python's {@code BoundingBoxFormat.XYXY}. */
  @Override
  public String toString() {
    return "BoundingBoxFormat." + name();
  }
}
