package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link F#resize}, {@link Resize} and what resizes besides.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ResizeOptions {
  InterpolationMode interpolation = InterpolationMode.BILINEAR;
  @Nullable Boolean antialias = true;
  @Nullable Integer maxSize;

  ResizeOptions() {}

  /** Sets how pixels between pixels are made; default bilinear. */
  public ResizeOptions interpolation(InterpolationMode value) {
    this.interpolation = value;
    return this;
  }

  /**
   * Sets whether tensors are smoothed where they shrink; default true. Images of Java always are.
   */
  public ResizeOptions antialias(@Nullable Boolean value) {
    this.antialias = value;
    return this;
  }

  /** Sets the most that the larger edge may have; without it there is no such bound. */
  public ResizeOptions maxSize(@Nullable Integer value) {
    this.maxSize = value;
    return this;
  }
}
