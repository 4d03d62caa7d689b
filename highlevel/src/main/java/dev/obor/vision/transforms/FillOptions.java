package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of functions that move pixels: Python's {@code interpolation} and {@code
 * fill}.
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class FillOptions<O extends FillOptions<O>> {
  InterpolationMode interpolation;
  Number @Nullable [] fill;

  FillOptions(InterpolationMode interpolation) {
    this.interpolation = interpolation;
  }

  abstract O self();

  /** Sets how pixels between pixels are made. */
  public O interpolation(InterpolationMode value) {
    this.interpolation = value;
    return self();
  }

  /**
   * Sets the colour of what comes from outside of the image: one number, or one for each channel;
   * default 0.
   */
  public O fill(Number... value) {
    this.fill = value.clone();
    return self();
  }
}
