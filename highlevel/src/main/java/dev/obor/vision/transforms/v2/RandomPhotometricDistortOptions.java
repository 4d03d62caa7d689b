package dev.obor.vision.transforms.v2;

/**
 * Keyword arguments of {@link RandomPhotometricDistort}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class RandomPhotometricDistortOptions {
  double[] brightness = {0.875, 1.125};
  double[] contrast = {0.5, 1.5};
  double[] saturation = {0.5, 1.5};
  double[] hue = {-0.05, 0.05};
  double p = 0.5;

  RandomPhotometricDistortOptions() {}

  /** Sets the least and the largest factor of the brightness; default 0.875 and 1.125. */
  public RandomPhotometricDistortOptions brightness(double low, double high) {
    this.brightness = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest factor of the contrast; default 0.5 and 1.5. */
  public RandomPhotometricDistortOptions contrast(double low, double high) {
    this.contrast = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest factor of the saturation; default 0.5 and 1.5. */
  public RandomPhotometricDistortOptions saturation(double low, double high) {
    this.saturation = new double[] {low, high};
    return this;
  }

  /** Sets the least and the largest turn of the hue; default -0.05 and 0.05. */
  public RandomPhotometricDistortOptions hue(double low, double high) {
    this.hue = new double[] {low, high};
    return this;
  }

  /** Sets the probability of each change; default 0.5. */
  public RandomPhotometricDistortOptions p(double value) {
    this.p = value;
    return this;
  }
}
