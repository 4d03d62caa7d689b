package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link RandomResizedCrop}. */
public final class RandomResizedCropOptions {
  double[] scale = {0.08, 1.0};
  double[] ratio = {3.0 / 4.0, 4.0 / 3.0};
  InterpolationMode interpolation = InterpolationMode.BILINEAR;
  @Nullable Boolean antialias = true;

  RandomResizedCropOptions() {}

  /** Sets the least and the largest part of the area; default 0.08 to 1. */
  public RandomResizedCropOptions scale(double low, double high) {
    this.scale = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest width for a height; default 3/4 to 4/3. */
  public RandomResizedCropOptions ratio(double low, double high) {
    this.ratio = new double[] {low, high};
    return this;
  }

  /** Sets how pixels between pixels are made; default bilinear. */
  public RandomResizedCropOptions interpolation(InterpolationMode value) {
    this.interpolation = value;
    return this;
  }

  /** Sets whether a tensor is smoothed where it shrinks; default true. */
  public RandomResizedCropOptions antialias(@Nullable Boolean value) {
    this.antialias = value;
    return this;
  }
}
