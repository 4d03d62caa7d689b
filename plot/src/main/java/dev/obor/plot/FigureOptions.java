package dev.obor.plot;

/**
 * Keyword arguments of {@link Plt#figure} and {@link Plt#subplots}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class FigureOptions {
  double width = 6.4;
  double height = 4.8;
  double dpi = 100;

  FigureOptions() {}

  /** Sets width and height in inches; default 6.4 and 4.8. */
  public FigureOptions figsize(double newWidth, double newHeight) {
    this.width = newWidth;
    this.height = newHeight;
    return this;
  }

  /** Sets how many pixels an inch has in PNG files and windows; default 100. */
  public FigureOptions dpi(double value) {
    this.dpi = value;
    return this;
  }
}
