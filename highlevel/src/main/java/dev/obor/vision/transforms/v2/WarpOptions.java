package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments {@code interpolation} and {@code fill}.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class WarpOptions<O extends WarpOptions<O>> extends FillOptions<O> {
  InterpolationMode interpolation;

  WarpOptions(InterpolationMode interpolation, Number @Nullable ... fill) {
    super(fill);
    this.interpolation = interpolation;
  }

  /** Sets how pixels between pixels are made. Masks always take the nearest. */
  public O interpolation(InterpolationMode value) {
    this.interpolation = value;
    return self();
  }
}
