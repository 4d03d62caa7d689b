package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Axes#plot}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class LineOptions {
  @Nullable String label;
  @Nullable String color;
  double alpha = 1;
  @Nullable String marker;
  @Nullable String linestyle;
  double linewidth = 1.5;
  double markersize = 6;

  LineOptions() {}

  /** Sets the name in the legend; without it the legend leaves this out. */
  public LineOptions label(String value) {
    this.label = value;
    return this;
  }

  /**
   * Sets the colour: a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb} or a grey level
   * such as {@code "0.5"}; without it the next of the axes' own.
   */
  public LineOptions color(String value) {
    this.color = value;
    return this;
  }

  /** Sets how opaque it is, from 0 to 1; default 1. */
  public LineOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets what stands at each point: one of {@code . , o x + s ^ v D *}; default nothing. */
  public LineOptions marker(String value) {
    this.marker = value;
    return this;
  }

  /**
   * Sets the line: {@code -}, {@code --}, {@code -.}, {@code :}, or {@code ""} for none; default
   * {@code -}.
   */
  public LineOptions linestyle(String value) {
    this.linestyle = value;
    return this;
  }

  /** Sets the width of the line in points; default 1.5. */
  public LineOptions linewidth(double value) {
    this.linewidth = value;
    return this;
  }

  /** Sets the size of markers in points; default 6. */
  public LineOptions markersize(double value) {
    this.markersize = value;
    return this;
  }
}
