package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#affine}. */
public final class AffineOptions extends FillOptions<AffineOptions> {
  double @Nullable [] center;

  AffineOptions() {
    super(InterpolationMode.NEAREST);
  }

  @Override
  AffineOptions self() {
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public AffineOptions center(Number x, Number y) {
    this.center = new double[] {x.doubleValue(), y.doubleValue()};
    return this;
  }
}
