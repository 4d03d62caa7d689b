package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#rotate} and {@link RandomRotation}. */
public final class RotateOptions extends FillOptions<RotateOptions> {
  double @Nullable [] center;
  Number @Nullable [] printedCenter;
  boolean expand;

  RotateOptions() {
    super(InterpolationMode.NEAREST);
  }

  @Override
  RotateOptions self() {
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public RotateOptions center(Number x, Number y) {
    this.printedCenter = new Number[] {x, y};
    this.center = new double[] {x.doubleValue(), y.doubleValue()};
    return this;
  }

  /** Sets whether the image grows until all of the turned one is in it; default false. */
  public RotateOptions expand(boolean value) {
    this.expand = value;
    return this;
  }
}
