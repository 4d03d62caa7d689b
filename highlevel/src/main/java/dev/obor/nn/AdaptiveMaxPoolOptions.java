package dev.obor.nn;

import java.util.function.Consumer;

/**
 * The keyword argument of {@link AdaptiveMaxPool1d}, {@link AdaptiveMaxPool2d} and {@link
 * AdaptiveMaxPool3d}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class AdaptiveMaxPoolOptions {
  private boolean returnIndices;

  AdaptiveMaxPoolOptions() {}

  /**
   * Sets whether the places of the maxima are wanted, which {@code forwardWithIndices} gives;
   * default false.
   */
  public AdaptiveMaxPoolOptions returnIndices(boolean value) {
    this.returnIndices = value;
    return this;
  }

  static boolean of(Consumer<AdaptiveMaxPoolOptions> options) {
    AdaptiveMaxPoolOptions o = new AdaptiveMaxPoolOptions();
    options.accept(o);
    return o.returnIndices;
  }
}
