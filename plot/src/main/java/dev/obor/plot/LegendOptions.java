package dev.obor.plot;

/**
 * Keyword arguments of {@link Axes#legend}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class LegendOptions {
  String loc = "best";
  boolean frameon = true;

  LegendOptions() {}

  /**
   * Sets the corner: {@code upper right}, {@code upper left}, {@code lower left}, {@code lower
   * right}, or {@code best}, the one with the fewest points; default {@code best}.
   */
  public LegendOptions loc(String value) {
    this.loc = value;
    return this;
  }

  /** Sets whether there is a frame around it; default true. */
  public LegendOptions frameon(boolean value) {
    this.frameon = value;
    return this;
  }
}
