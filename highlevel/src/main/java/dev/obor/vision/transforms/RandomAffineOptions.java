package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link RandomAffine}. */
public final class RandomAffineOptions extends FillOptions<RandomAffineOptions> {
  double @Nullable [] translate;
  double @Nullable [] scale;
  double @Nullable [] shear;
  double @Nullable [] center;
  Number @Nullable [] printedCenter;

  RandomAffineOptions() {
    super(InterpolationMode.NEAREST);
    fill(0);
  }

  @Override
  RandomAffineOptions self() {
    return this;
  }

  /** Sets by which part of width and height images shift at most, from 0 to 1. */
  public RandomAffineOptions translate(double horizontally, double vertically) {
    this.translate = new double[] {horizontally, vertically};
    return this;
  }

  /** Sets the least and the largest scale. */
  public RandomAffineOptions scale(double low, double high) {
    this.scale = new double[] {low, high};
    return this;
  }

  /**
   * Sets the angles by which images are sheared: one number for the horizontal one from -shear to
   * shear, two for its range, four for the ranges of the horizontal and the vertical one.
   */
  public RandomAffineOptions shear(double... degrees) {
    this.shear = degrees.clone();
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public RandomAffineOptions center(Number x, Number y) {
    this.printedCenter = new Number[] {x, y};
    this.center = new double[] {x.doubleValue(), y.doubleValue()};
    return this;
  }
}
