package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link RandomCrop}. */
public final class RandomCropOptions {
  int @Nullable [] padding;
  boolean padIfNeeded;
  Number[] fill = {0};
  String paddingMode = "constant";

  RandomCropOptions() {}

  /**
   * Sets what is put around images first: one number for all sides, two for left and right and for
   * top and bottom, or four for left, top, right and bottom; without it nothing is.
   */
  public RandomCropOptions padding(int... value) {
    this.padding = value.clone();
    return this;
  }

  /** Sets whether smaller images are padded; default false. Python's {@code pad_if_needed}. */
  public RandomCropOptions padIfNeeded(boolean value) {
    this.padIfNeeded = value;
    return this;
  }

  /** Sets the colour of the padding: one number, or one for each channel; default 0. */
  public RandomCropOptions fill(Number... value) {
    this.fill = value.clone();
    return this;
  }

  /** Sets what the padding is, as in {@link PadOptions#paddingMode}; default constant. */
  public RandomCropOptions paddingMode(String value) {
    this.paddingMode = value;
    return this;
  }
}
