package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Axes#imshow}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ImageOptions {
  String cmap = "viridis";
  @Nullable Double vmin;
  @Nullable Double vmax;

  ImageOptions() {}

  /**
   * Sets the scale of colours for an image of one number a pixel: {@code viridis}, {@code gray},
   * {@code binary}, {@code Greys} or {@code Blues}, and each with {@code _r} at its end; default
   * {@code viridis}.
   */
  public ImageOptions cmap(String value) {
    this.cmap = value;
    return this;
  }

  /** Sets the number that gets the first colour; without it the smallest. */
  public ImageOptions vmin(double value) {
    this.vmin = value;
    return this;
  }

  /** Sets the number that gets the last colour; without it the largest. */
  public ImageOptions vmax(double value) {
    this.vmax = value;
    return this;
  }
}
