package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link RandomResizedCrop}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class RandomResizedCropOptions {
  InterpolationMode interpolation = InterpolationMode.BILINEAR;
  @Nullable Boolean antialias = true;
  double[] scale = {0.08, 1.0};
  double[] ratio = {3.0 / 4.0, 4.0 / 3.0};

  RandomResizedCropOptions() {}

  /** Sets how pixels between pixels are made; default bilinear. */
  public RandomResizedCropOptions interpolation(InterpolationMode value) {
    this.interpolation = value;
    return this;
  }

  /**
   * Sets whether tensors are smoothed where they shrink; default true. Images of Java always are.
   */
  public RandomResizedCropOptions antialias(@Nullable Boolean value) {
    this.antialias = value;
    return this;
  }

  /** Sets the least and the largest part of the area; default 0.08 and 1. */
  public RandomResizedCropOptions scale(double low, double high) {
    this.scale = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest width for a height; default 3/4 and 4/3. */
  public RandomResizedCropOptions ratio(double low, double high) {
    this.ratio = new double[] {low, high};
    return this;
  }
}
