package dev.obor.vision.transforms;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#resize} and {@link Resize}. */
public final class ResizeOptions {
  InterpolationMode interpolation = InterpolationMode.BILINEAR;
  @Nullable Integer maxSize;
  @Nullable Boolean antialias = true;

  ResizeOptions() {}

  /** Sets how pixels between pixels are made; default bilinear. */
  public ResizeOptions interpolation(InterpolationMode value) {
    this.interpolation = value;
    return this;
  }

  /**
   * Sets the most that the longer edge may have; without it there is no such bound. Python's {@code
   * max_size}.
   */
  public ResizeOptions maxSize(@Nullable Integer value) {
    this.maxSize = value;
    return this;
  }

  /**
   * Sets whether a tensor is smoothed where it shrinks; default true. Images of Java always are.
   */
  public ResizeOptions antialias(@Nullable Boolean value) {
    this.antialias = value;
    return this;
  }
}
