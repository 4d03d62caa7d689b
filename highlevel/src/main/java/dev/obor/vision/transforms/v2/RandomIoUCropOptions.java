package dev.obor.vision.transforms.v2;

/**
 * Keyword arguments of {@link RandomIoUCrop}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class RandomIoUCropOptions {
  double minScale = 0.3;
  double maxScale = 1.0;
  double minAspectRatio = 0.5;
  double maxAspectRatio = 2.0;
  double[] samplerOptions = {0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0};
  int trials = 40;

  RandomIoUCropOptions() {}

  /** Sets the least and the largest part of height and width; default 0.3 and 1. */
  public RandomIoUCropOptions scale(double low, double high) {
    this.minScale = low;
    this.maxScale = high;
    return this;
  }

  /** Sets the least and the largest width for a height; default 0.5 and 2. */
  public RandomIoUCropOptions aspectRatio(double low, double high) {
    this.minAspectRatio = low;
    this.maxAspectRatio = high;
    return this;
  }

  /**
   * Sets the least overlaps with a box, one of which is drawn; 1 leaves the sample as it is.
   * Python's {@code sampler_options}.
   */
  public RandomIoUCropOptions samplerOptions(double... value) {
    this.samplerOptions = value.clone();
    return this;
  }

  /** Sets how often a part is drawn for one overlap; default 40. */
  public RandomIoUCropOptions trials(int value) {
    this.trials = value;
    return this;
  }
}
