package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link ColorJitter}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ColorJitterOptions {
  double @Nullable [] brightness;
  double @Nullable [] contrast;
  double @Nullable [] saturation;
  double @Nullable [] hue;

  ColorJitterOptions() {}

  /** Sets by how much the brightness changes: the factor lies from 1 - value to 1 + value. */
  public ColorJitterOptions brightness(double value) {
    this.brightness = ColorJitter.around(value, "brightness");
    return this;
  }

  /** Sets the least and the largest factor of the brightness. */
  public ColorJitterOptions brightness(double low, double high) {
    this.brightness = ColorJitter.range(low, high, "brightness");
    return this;
  }

  /** Sets by how much the contrast changes: the factor lies from 1 - value to 1 + value. */
  public ColorJitterOptions contrast(double value) {
    this.contrast = ColorJitter.around(value, "contrast");
    return this;
  }

  /** Sets the least and the largest factor of the contrast. */
  public ColorJitterOptions contrast(double low, double high) {
    this.contrast = ColorJitter.range(low, high, "contrast");
    return this;
  }

  /** Sets by how much the saturation changes: the factor lies from 1 - value to 1 + value. */
  public ColorJitterOptions saturation(double value) {
    this.saturation = ColorJitter.around(value, "saturation");
    return this;
  }

  /** Sets the least and the largest factor of the saturation. */
  public ColorJitterOptions saturation(double low, double high) {
    this.saturation = ColorJitter.range(low, high, "saturation");
    return this;
  }

  /** Sets by how much the hue turns, up to 0.5: from -value to value. */
  public ColorJitterOptions hue(double value) {
    this.hue = ColorJitter.aroundZero(value);
    return this;
  }

  /** Sets the least and the largest turn of the hue, from -0.5 to 0.5. */
  public ColorJitterOptions hue(double low, double high) {
    this.hue = ColorJitter.hueRange(low, high);
    return this;
  }
}
