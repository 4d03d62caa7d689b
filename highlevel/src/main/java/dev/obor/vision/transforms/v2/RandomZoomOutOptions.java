package dev.obor.vision.transforms.v2;

/** Keyword arguments of {@link RandomZoomOut}. */
public final class RandomZoomOutOptions extends FillOptions<RandomZoomOutOptions> {
  double low = 1;
  double high = 4;
  double p = 0.5;

  RandomZoomOutOptions() {
    super(0);
  }

  @Override
  RandomZoomOutOptions self() {
    return this;
  }

  /** Sets the least and the largest factor of the sides; default 1 and 4. */
  public RandomZoomOutOptions sideRange(double low, double high) {
    this.low = low;
    this.high = high;
    return this;
  }

  /** Sets the probability; default 0.5. */
  public RandomZoomOutOptions p(double value) {
    this.p = value;
    return this;
  }
}
