package dev.obor.plot;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/**
 * A place for data in a figure, with an axis below and one on the left: {@code
 * matplotlib.axes.Axes}.
 *
 * <p>Each method draws over what the ones before it drew; images and bars lie under lines. Numbers
 * are a {@link Tensor}, an array or a list.
 *
 * <pre>{@code
 * Axes axes = Plt.gca();
 * axes.plot(trainLosses, o -> o.label("Training loss"));
 * axes.plot(testLosses, o -> o.label("Validation loss"));
 * axes.legend(o -> o.frameon(false));
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class Axes {
  private final TickAxis xAxis = new TickAxis();
  private final TickAxis yAxis = new TickAxis();
  private final AxesPlot plot = new AxesPlot(xAxis, yAxis);
  private final Limits xLimits = new Limits();
  private final Limits yLimits = new Limits();
  private final Legend legend = new Legend();
  private @Nullable XYTitleAnnotation shownLegend;
  private boolean upsideDown;
  private boolean grid;
  private int colors;

  Axes() {}

  /** Draws a line through {@code (0, y[0])}, {@code (1, y[1])} and so on. */
  public void plot(Object y) {
    plot(y, o -> {});
  }

  /** The same with keyword arguments. */
  public void plot(Object y, Consumer<LineOptions> options) {
    double[] values = Values.of(y);
    line(Values.count(values.length), values, "", options);
  }

  /** The same with a format such as {@code "-x"}; see the longest form. */
  public void plot(Object y, String format) {
    double[] values = Values.of(y);
    line(Values.count(values.length), values, format, o -> {});
  }

  /** Draws a line through points. */
  public void plot(Object x, Object y) {
    plot(x, y, "");
  }

  /** The same with keyword arguments. */
  public void plot(Object x, Object y, Consumer<LineOptions> options) {
    plot(x, y, "", options);
  }

  /** The same with a format. */
  public void plot(Object x, Object y, String format) {
    plot(x, y, format, o -> {});
  }

  /**
   * Draws a line through points: {@code plot(x, y, fmt)}.
   *
   * @param x where they are on the axis below; as many as {@code y}
   * @param y where they are on the axis on the left; not-a-number interrupts the line
   * @param format a colour's letter, a marker and a line in any order, each of which may be
   *     missing: {@code "ro--"} are red circles on a dashed line; a marker alone means no line
   * @param options the rest of the looks
   */
  public void plot(Object x, Object y, String format, Consumer<LineOptions> options) {
    line(Values.of(x), Values.of(y), format, options);
  }

  private void line(double[] x, double[] y, String format, Consumer<LineOptions> options) {
    LineOptions o = new LineOptions();
    LineFormat.read(format, o);
    options.accept(o);
    String style = o.linestyle == null ? "-" : o.linestyle;
    boolean hasLine = !style.isEmpty() && !style.equals("None");
    BasicStroke stroke = stroke(hasLine ? style : "-", o.linewidth * Figure.POINT);
    Color color = color(o.color, o.alpha);
    Shape marker = Markers.of(o.marker == null ? "o" : o.marker, o.markersize * Figure.POINT);

    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(hasLine, o.marker != null);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesStroke(0, stroke);
    add(x, y, renderer, color, marker);
    if (o.label != null) {
      legend.addLine(o.label, color, stroke, hasLine, marker, o.marker != null);
    }
  }

  private void add(
      double[] x, double[] y, XYLineAndShapeRenderer renderer, Color color, Shape marker) {
    Values.requireSameLength(x, y);
    XYSeries series = new XYSeries(0, false, true);
    for (int i = 0; i < x.length; i++) {
      series.add(x[i], Double.isFinite(y[i]) ? (Double) y[i] : null, false);
    }
    renderer.setSeriesPaint(0, color);
    renderer.setSeriesShape(0, marker);
    int index = plot.getDatasetCount();
    plot.setDataset(index, new XYSeriesCollection(series));
    plot.setRenderer(index, renderer);
    xLimits.include(x);
    yLimits.include(y);
    legend.mind(x, y);
  }

  private static BasicStroke stroke(String style, double width) {
    float w = (float) width;
    float[] dashes =
        switch (style) {
          case "-" -> null;
          case "--" -> new float[] {3.7f * w, 1.6f * w};
          case "-." -> new float[] {6.4f * w, 1.6f * w, w, 1.6f * w};
          case ":" -> new float[] {w, 1.65f * w};
          default ->
              throw new ValueException(
                  "'"
                      + style
                      + "' is not a valid value for ls; supported values are '-', '--', '-.', ':', ''");
        };
    return new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private Color color(@Nullable String name, double alpha) {
    Color color = name == null ? Colors.ofCycle(colors++) : Colors.of(name);
    return Colors.faded(color, alpha);
  }

  /** Draws a circle at each point. */
  public void scatter(Object x, Object y) {
    scatter(x, y, o -> {});
  }

  /**
   * Draws a marker at each point: {@code scatter(x, y, ...)}.
   *
   * @param x where they are on the axis below; as many as {@code y}
   * @param y where they are on the axis on the left
   * @param options the looks
   */
  public void scatter(Object x, Object y, Consumer<ScatterOptions> options) {
    ScatterOptions o = new ScatterOptions();
    options.accept(o);
    double[] places = Values.of(x);
    Color color = color(o.color, o.alpha);
    Shape marker = Markers.of(o.marker, Math.sqrt(o.s) * Figure.POINT);
    PointRenderer renderer = PointRenderer.of(o, places.length);
    add(places, Values.of(y), renderer, color, marker);
    if (o.label != null) {
      legend.addLine(o.label, color, new BasicStroke(), false, marker, true);
    }
  }

  /** Draws upright bars, 0.8 wide. */
  public void bar(Object x, Object height) {
    bar(x, height, o -> {});
  }

  /**
   * Draws upright bars from 0: {@code bar(x, height, ...)}.
   *
   * @param x where their middles are: numbers, or names (an array or a list of strings), which then
   *     stand below them
   * @param height how high they are; as many as {@code x}
   * @param options the looks
   */
  public void bar(Object x, Object height, Consumer<BarOptions> options) {
    bars(x, Values.of(height), true, options);
  }

  /** Draws lying bars, 0.8 thick. */
  public void barh(Object y, Object width) {
    barh(y, width, o -> {});
  }

  /**
   * Draws lying bars from 0: {@code barh(y, width, ...)}.
   *
   * @param y where their middles are: numbers or names
   * @param width how long they are; as many as {@code y}
   * @param options the looks
   */
  public void barh(Object y, Object width, Consumer<BarOptions> options) {
    bars(y, Values.of(width), false, options);
  }

  private void bars(Object where, double[] lengths, boolean upright, Consumer<BarOptions> options) {
    BarOptions o = new BarOptions();
    options.accept(o);
    List<String> names = Values.names(where);
    double[] middles = names.isEmpty() ? Values.of(where) : Values.count(names.size());
    Values.requireSameLength(middles, lengths);
    Color color = color(o.color, o.alpha);
    Color edge = o.edgecolor == null ? null : Colors.of(o.edgecolor);
    for (int i = 0; i < middles.length; i++) {
      addBar(middles[i] - o.width / 2, middles[i] + o.width / 2, lengths[i], upright, color, edge);
    }
    if (!names.isEmpty()) {
      (upright ? xAxis : yAxis).fix(Ticks.of(middles, names));
    }
    if (o.label != null) {
      legend.addBar(o.label, color);
    }
  }

  private void addBar(
      double from, double to, double length, boolean upright, Color color, @Nullable Color edge) {
    Limits along = upright ? yLimits : xLimits;
    Limits across = upright ? xLimits : yLimits;
    along.stickTo(0);
    along.include(length);
    across.include(from);
    across.include(to);
    double middle = (from + to) / 2;
    plot.addToGround(
        upright
            ? new BarMark(from, 0, to, length, color, edge)
            : new BarMark(0, from, length, to, color, edge));
    double[] ends = {0, length};
    double[] middles = {middle, middle};
    legend.mind(upright ? middles : ends, upright ? ends : middles);
  }

  /** Draws how the numbers are distributed, in 10 intervals. */
  public Histogram hist(Object x) {
    return hist(x, o -> {});
  }

  /**
   * Draws how numbers are distributed: {@code hist(x, bins=...)}.
   *
   * @param x numbers; of a tensor of any shape all elements
   * @param options the intervals and the looks
   * @return how many numbers are in each interval
   */
  public Histogram hist(Object x, Consumer<HistOptions> options) {
    HistOptions o = new HistOptions();
    options.accept(o);
    double[] values = x instanceof Tensor tensor ? Values.ofElements(tensor) : Values.of(x);
    Histogram histogram;
    if (o.edges != null) {
      histogram = Histogram.of(values, o.edges);
    } else if (o.range != null) {
      histogram = Histogram.of(values, o.bins, o.range[0], o.range[1]);
    } else {
      histogram = Histogram.of(values, o.bins);
    }
    if (o.density) {
      histogram = histogram.density();
    }
    Color color = color(o.color, o.alpha);
    Color edge = o.edgecolor == null ? null : Colors.of(o.edgecolor);
    double[] counts = histogram.counts();
    double[] edges = histogram.edges();
    for (int i = 0; i < counts.length; i++) {
      addBar(edges[i], edges[i + 1], counts[i], true, color, edge);
    }
    if (o.label != null) {
      legend.addBar(o.label, color);
    }
    return histogram;
  }

  /** Draws an image; numbers become colours of the scale {@code viridis}. */
  public void imshow(Object image) {
    imshow(image, o -> {});
  }

  /**
   * Draws an image, its first row at the top, its pixels square: {@code imshow(X, cmap=...)}.
   *
   * @param image a tensor of shape (rows, columns), whose numbers get the colours of a scale, or of
   *     shape (rows, columns, 3 or 4) with red, green, blue and opaqueness from 0 to 1, or from 0
   *     to 255 in whole numbers; or a {@link BufferedImage}
   * @param options the scale of colours
   * @throws dev.obor.TypeException if the shape is another
   */
  public void imshow(Object image, Consumer<ImageOptions> options) {
    ImageOptions o = new ImageOptions();
    options.accept(o);
    BufferedImage pixels = PixelImages.of(image, o);
    plot.addToGround(new ImageMark(pixels));
    plot.keepAspect();
    upsideDown = true;
    xLimits.exact();
    yLimits.exact();
    xLimits.include(-0.5);
    xLimits.include(pixels.getWidth() - 0.5);
    yLimits.include(-0.5);
    yLimits.include(pixels.getHeight() - 0.5);
  }

  /** Writes text with its lower left corner at a place. */
  public void text(double x, double y, String s) {
    text(x, y, s, o -> {});
  }

  /** Writes text at a place among the data. */
  public void text(double x, double y, String s, Consumer<TextOptions> options) {
    plot.addAnnotation(new TextMark(x, y, s, of(options)), false);
  }

  private static TextOptions of(Consumer<TextOptions> options) {
    TextOptions o = new TextOptions();
    options.accept(o);
    return o;
  }

  /** Sets what stands above; may have several lines. Python's {@code set_title}. */
  public void title(String label) {
    title(label, o -> {});
  }

  /** The same with keyword arguments. */
  public void title(String label, Consumer<TextOptions> options) {
    TextOptions o = of(options);
    plot.setTitle(label, Fonts.of(o, 12), Fonts.color(o));
  }

  /** Sets what stands below the lower axis. Python's {@code set_xlabel}. */
  public void xlabel(String label) {
    xlabel(label, o -> {});
  }

  /** The same with keyword arguments. */
  public void xlabel(String label, Consumer<TextOptions> options) {
    label(xAxis, label, of(options));
  }

  /** Sets what stands beside the left axis. Python's {@code set_ylabel}. */
  public void ylabel(String label) {
    ylabel(label, o -> {});
  }

  /** The same with keyword arguments. */
  public void ylabel(String label, Consumer<TextOptions> options) {
    label(yAxis, label, of(options));
  }

  private static void label(TickAxis axis, String label, TextOptions o) {
    axis.setLabel(label.isEmpty() ? null : label);
    axis.setLabelFont(Fonts.of(o, 10));
    axis.setLabelPaint(Fonts.color(o));
  }

  /** Sets where the lower axis begins and ends. Python's {@code set_xlim}. */
  public void xlim(double left, double right) {
    xLimits.set(left, right);
  }

  /** Sets where the left axis begins and ends. Python's {@code set_ylim}. */
  public void ylim(double bottom, double top) {
    yLimits.set(bottom, top);
  }

  /** Sets where the lower axis has ticks; an empty array for none. */
  public void xticks(double... ticks) {
    xAxis.fix(Ticks.of(ticks));
  }

  /** The same, and what stands at them. */
  public void xticks(double[] ticks, List<String> labels) {
    xAxis.fix(labelled(ticks, labels));
  }

  /** Sets where the left axis has ticks; an empty array for none. */
  public void yticks(double... ticks) {
    yAxis.fix(Ticks.of(ticks));
  }

  /** The same, and what stands at them. */
  public void yticks(double[] ticks, List<String> labels) {
    yAxis.fix(labelled(ticks, labels));
  }

  private static Ticks labelled(double[] ticks, List<String> labels) {
    if (ticks.length != labels.size()) {
      throw new ValueException(
          "The number of FixedLocator locations ("
              + ticks.length
              + "), usually from a call to set_ticks, does not match the number of labels ("
              + labels.size()
              + ").");
    }
    return Ticks.of(ticks, labels);
  }

  /** Turns the left axis round, so that it grows downwards. Python's {@code invert_yaxis}. */
  public void invertYaxis() {
    upsideDown = !upsideDown;
  }

  /** Shows lines at the ticks, or hides them where they show. */
  public void grid() {
    grid(!grid);
  }

  /** Shows lines at the ticks, or hides them. */
  public void grid(boolean visible) {
    grid = visible;
    plot.setGrid(visible);
  }

  /**
   * Shows or hides axes, ticks and frame.
   *
   * @param option {@code "off"} or {@code "on"}
   */
  public void axis(String option) {
    switch (option) {
      case "off" -> plot.showAxes(false);
      case "on" -> plot.showAxes(true);
      default ->
          throw new ValueException(
              "Unrecognized string '" + option + "' to axis; try 'on' or 'off'");
    }
  }

  /** Shows the labels of lines and bars where there is room. */
  public void legend() {
    legend(o -> {});
  }

  /** Shows the labels of the lines and bars that have one by now. */
  public void legend(Consumer<LegendOptions> options) {
    LegendOptions o = new LegendOptions();
    options.accept(o);
    if (shownLegend != null) {
      plot.removeAnnotation(shownLegend, false);
      shownLegend = null;
    }
    if (!legend.isEmpty()) {
      shownLegend = legend.drawing(o, xLimits, yLimits);
      plot.addAnnotation(shownLegend, false);
    }
  }

  /** Draws everything into a rectangle. */
  void paint(Graphics2D g, Rectangle2D cell) {
    set(xAxis, xLimits, false);
    set(yAxis, yLimits, upsideDown);
    plot.paint(g, cell);
  }

  private static void set(TickAxis axis, Limits limits, boolean turned) {
    double low = limits.low();
    double high = limits.high();
    axis.setInverted(turned != low > high);
    axis.setRange(Math.min(low, high), Math.max(low, high));
  }
}
