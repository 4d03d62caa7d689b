package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Axes#scatter}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ScatterOptions {
  @Nullable String label;
  @Nullable String color;
  double alpha = 1;
  String marker = "o";
  double s = 36;
  @Nullable Object c;
  String cmap = "viridis";

  ScatterOptions() {}

  /** Sets the name in the legend; without it the legend leaves this out. */
  public ScatterOptions label(String value) {
    this.label = value;
    return this;
  }

  /**
   * Sets the colour: a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb} or a grey level
   * such as {@code "0.5"}; without it the next of the axes' own.
   */
  public ScatterOptions color(String value) {
    this.color = value;
    return this;
  }

  /** Sets how opaque it is, from 0 to 1; default 1. */
  public ScatterOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets what stands at each point: one of {@code . , o x + s ^ v D *}; default {@code o}. */
  public ScatterOptions marker(String value) {
    this.marker = value;
    return this;
  }

  /** Sets the area of a marker in points squared; default 36. */
  public ScatterOptions s(double value) {
    this.s = value;
    return this;
  }

  /**
   * Sets a number for each point, of which {@link #cmap} makes its colour; without it all have one
   * colour.
   */
  public ScatterOptions c(Object value) {
    this.c = value;
    return this;
  }

  /** Sets the scale of colours for {@link #c}; default {@code viridis}. */
  public ScatterOptions cmap(String value) {
    this.cmap = value;
    return this;
  }
}
