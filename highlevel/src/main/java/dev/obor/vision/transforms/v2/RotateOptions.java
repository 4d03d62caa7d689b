package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#rotate} and {@link RandomRotation}. */
public final class RotateOptions extends WarpOptions<RotateOptions> {
  boolean expand;
  @Nullable List<Number> center;

  RotateOptions() {
    super(InterpolationMode.NEAREST, (Number[]) null);
  }

  @Override
  RotateOptions self() {
    return this;
  }

  /** Sets whether the image grows to hold all of the turned one; default false. */
  public RotateOptions expand(boolean value) {
    this.expand = value;
    return this;
  }

  /** Sets the point that stays, counted from the upper left corner; without it the middle. */
  public RotateOptions center(Number x, Number y) {
    this.center = List.of(x, y);
    return this;
  }

  double @Nullable [] centerOrNull() {
    return center == null
        ? null
        : new double[] {center.get(0).doubleValue(), center.get(1).doubleValue()};
  }
}
