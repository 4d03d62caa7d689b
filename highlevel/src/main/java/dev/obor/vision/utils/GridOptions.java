package dev.obor.vision.utils;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Vision#makeGrid} and {@link Vision#saveImage}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class GridOptions {
  int nrow = 8;
  int padding = 2;
  boolean normalize;
  double @Nullable [] valueRange;
  boolean scaleEach;
  double padValue;
  @Nullable String format;

  GridOptions() {}

  /** Sets the number of images in a row; default 8. */
  public GridOptions nrow(int value) {
    this.nrow = value;
    return this;
  }

  /** Sets the number of pixels between images; default 2. */
  public GridOptions padding(int value) {
    this.padding = value;
    return this;
  }

  /** Sets whether numbers are spread over 0 to 1; default false. */
  public GridOptions normalize(boolean value) {
    this.normalize = value;
    return this;
  }

  /** Sets what becomes 0 and 1; without it the least and the largest number. */
  public GridOptions valueRange(double low, double high) {
    this.valueRange = new double[] {low, high};
    return this;
  }

  /** Sets whether each image is spread by itself; default false. Python's {@code scale_each}. */
  public GridOptions scaleEach(boolean value) {
    this.scaleEach = value;
    return this;
  }

  /** Sets the number between images; default 0. Python's {@code pad_value}. */
  public GridOptions padValue(double value) {
    this.padValue = value;
    return this;
  }

  /** Sets the format that {@link Vision#saveImage} writes; without it the file's name tells. */
  public GridOptions format(String value) {
    this.format = value;
    return this;
  }
}
