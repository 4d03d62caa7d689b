package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Axes#hist}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class HistOptions {
  @Nullable String label;
  @Nullable String color;
  double alpha = 1;
  boolean density;
  @Nullable String edgecolor;
  int bins = 10;
  double @Nullable [] edges;
  double @Nullable [] range;

  HistOptions() {}

  /** Sets the name in the legend; without it the legend leaves this out. */
  public HistOptions label(String value) {
    this.label = value;
    return this;
  }

  /**
   * Sets the colour: a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb} or a grey level
   * such as {@code "0.5"}; without it the next of the axes' own.
   */
  public HistOptions color(String value) {
    this.color = value;
    return this;
  }

  /** Sets how opaque it is, from 0 to 1; default 1. */
  public HistOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets whether the bars' areas add up to 1; default false. */
  public HistOptions density(boolean value) {
    this.density = value;
    return this;
  }

  /** Sets the colour of the bars' outline; without it there is none. */
  public HistOptions edgecolor(String value) {
    this.edgecolor = value;
    return this;
  }

  /** Sets how many intervals of equal width there are; default 10. */
  public HistOptions bins(int value) {
    this.bins = value;
    this.edges = null;
    return this;
  }

  /** Sets where the intervals begin and, at the end, where the last ends. */
  public HistOptions bins(double... value) {
    this.edges = value.clone();
    return this;
  }

  /** Sets what the intervals cover; without it from the smallest to the largest number. */
  public HistOptions range(double low, double high) {
    this.range = new double[] {low, high};
    return this;
  }
}
