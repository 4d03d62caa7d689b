package dev.obor.vision.transforms.v2;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link SanitizeBoundingBoxes} and {@link SanitizeKeyPoints}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class SanitizeOptions {
  double minSize = 1;
  double minArea = 1;
  boolean isDefault;
  @Nullable Function<Object, @Nullable Object> labelsGetter;

  SanitizeOptions() {}

  /** Sets the least width and height of a box; default 1. */
  public SanitizeOptions minSize(double value) {
    this.minSize = value;
    return this;
  }

  /** Sets the least area of a box; default 1. */
  public SanitizeOptions minArea(double value) {
    this.minArea = value;
    return this;
  }

  /**
   * Sets a function that finds the labels in a sample: a tensor or a list of tensors. Python's
   * {@code labels_getter}.
   *
   * @param value null if there are none
   */
  public SanitizeOptions labelsGetter(@Nullable Function<Object, @Nullable Object> value) {
    this.labelsGetter = value;
    this.isDefault = false;
    return this;
  }

  /** Sets that labels are found as {@link MixOptions#labelsGetter} says. Python's default. */
  public SanitizeOptions defaultLabelsGetter() {
    this.labelsGetter = Labels::find;
    this.isDefault = true;
    return this;
  }
}
