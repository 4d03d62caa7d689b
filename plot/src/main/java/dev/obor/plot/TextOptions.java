package dev.obor.plot;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of titles, labels and {@link Axes#text}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class TextOptions {
  @Nullable String color;
  double fontsize = Double.NaN;
  String fontweight = "normal";
  String ha = "left";
  String va = "bottom";

  TextOptions() {}

  /**
   * Sets the colour: a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb} or a grey level
   * such as {@code "0.5"}; without it black.
   */
  public TextOptions color(String value) {
    this.color = value;
    return this;
  }

  /** Sets the size in points; default 12 for titles and 10 for others. */
  public TextOptions fontsize(double value) {
    this.fontsize = value;
    return this;
  }

  /** Sets {@code bold} or {@code normal}; default normal. */
  public TextOptions fontweight(String value) {
    this.fontweight = value;
    return this;
  }

  /**
   * Sets which part of a {@link Axes#text} is at its place: {@code left}, {@code center} or {@code
   * right}; default left.
   */
  public TextOptions ha(String value) {
    this.ha = value;
    return this;
  }

  /**
   * Sets which part of a {@link Axes#text} is at its place: {@code bottom}, {@code center} or
   * {@code top}; default bottom.
   */
  public TextOptions va(String value) {
    this.va = value;
    return this;
  }

  /** Sets the size in points: another name for {@link #fontsize}. */
  public TextOptions size(double value) {
    return fontsize(value);
  }
}
