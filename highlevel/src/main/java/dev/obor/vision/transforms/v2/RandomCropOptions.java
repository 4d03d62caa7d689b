package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link RandomCrop}. */
public final class RandomCropOptions extends FillOptions<RandomCropOptions> {
  int @Nullable [] padding;
  boolean padIfNeeded;
  String paddingMode = "constant";

  RandomCropOptions() {
    super(0);
  }

  @Override
  RandomCropOptions self() {
    return this;
  }

  /**
   * Sets what is added first: one number for all sides, two for left and right and for top and
   * bottom, or four for left, top, right and bottom.
   */
  public RandomCropOptions padding(int... value) {
    this.padding = value.clone();
    return this;
  }

  /** Sets whether smaller images are padded to the size; default false. */
  public RandomCropOptions padIfNeeded(boolean value) {
    this.padIfNeeded = value;
    return this;
  }

  /**
   * Sets what is added: {@code constant} for a colour, {@code edge} for the last pixel, {@code
   * reflect} and {@code symmetric} for the image mirrored without and with its last pixel. Default
   * {@code constant}, which is all that boxes and points can have. Python's {@code padding_mode}.
   */
  public RandomCropOptions paddingMode(String value) {
    this.paddingMode = value;
    return this;
  }
}
