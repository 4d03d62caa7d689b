package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link RandomAffine}. */
public final class RandomAffineOptions extends WarpOptions<RandomAffineOptions> {
  double @Nullable [] translate;
  double @Nullable [] scale;
  double @Nullable [] shear;
  @Nullable List<Number> center;

  RandomAffineOptions() {
    super(InterpolationMode.NEAREST, (Number[]) null);
  }

  @Override
  RandomAffineOptions self() {
    return this;
  }

  /**
   * Sets the largest shift as a part of width and height, from 0 to 1; without it there is none.
   */
  public RandomAffineOptions translate(double x, double y) {
    this.translate = new double[] {x, y};
    return this;
  }

  /** Sets the least and the largest scale; without it 1. */
  public RandomAffineOptions scale(double low, double high) {
    this.scale = new double[] {low, high};
    return this;
  }

  /**
   * Sets the shear in degrees: one number for -value to value along x, two for a range along x,
   * four for ranges along x and y.
   */
  public RandomAffineOptions shear(double... value) {
    this.shear = value.clone();
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public RandomAffineOptions center(Number x, Number y) {
    this.center = List.of(x, y);
    return this;
  }

  double @Nullable [] centerOrNull() {
    return center == null
        ? null
        : new double[] {center.get(0).doubleValue(), center.get(1).doubleValue()};
  }
}
