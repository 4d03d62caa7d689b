package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#affine}. */
public final class AffineOptions extends WarpOptions<AffineOptions> {
  @Nullable List<Number> center;

  AffineOptions() {
    super(InterpolationMode.NEAREST, (Number[]) null);
  }

  @Override
  AffineOptions self() {
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public AffineOptions center(Number x, Number y) {
    this.center = List.of(x, y);
    return this;
  }

  double @Nullable [] centerOrNull() {
    return center == null
        ? null
        : new double[] {center.get(0).doubleValue(), center.get(1).doubleValue()};
  }
}
