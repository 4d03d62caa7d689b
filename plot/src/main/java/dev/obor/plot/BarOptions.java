package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Axes#bar} and {@link Axes#barh}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class BarOptions {
  @Nullable String label;
  @Nullable String color;
  double alpha = 1;
  double width = 0.8;
  @Nullable String edgecolor;

  BarOptions() {}

  /** Sets the name in the legend; without it the legend leaves this out. */
  public BarOptions label(String value) {
    this.label = value;
    return this;
  }

  /**
   * Sets the colour: a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb} or a grey level
   * such as {@code "0.5"}; without it the next of the axes' own.
   */
  public BarOptions color(String value) {
    this.color = value;
    return this;
  }

  /** Sets how opaque it is, from 0 to 1; default 1. */
  public BarOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /**
   * Sets how thick the bars are, in units of the axis; default 0.8. Python's {@code height} for
   * horizontal bars.
   */
  public BarOptions width(double value) {
    this.width = value;
    return this;
  }

  /** Sets the colour of the bars' outline; without it there is none. */
  public BarOptions edgecolor(String value) {
    this.edgecolor = value;
    return this;
  }
}
