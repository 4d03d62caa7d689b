package dev.obor.plot;

import dev.obor.ValueException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code matplotlib.pyplot}: draws on the current figure of the thread, which is made when it is
 * needed.
 *
 * <pre>{@code
 * Plt.figure(o -> o.figsize(6, 4));
 * Plt.hist(targets, o -> o.bins(20));
 * Plt.title("Classes");
 * Plt.savefig("classes.png");
 * }</pre>
 *
 * <p>The methods that draw are those of {@link Axes}, which says what they do.
 *
 * <p>Each thread has figures of its own, until {@link #switchBackend} has given the program another
 * place to show them in: a notebook runs its cells on changing threads, and they share one current
 * figure.
 */
public final class Plt {
  private static final CurrentFigure CURRENT = new CurrentFigure();

  private static volatile Backend backend = FigureWindow::open;

  private Plt() {}

  /**
   * Chooses where {@link #show} shows figures: {@code plt.switch_backend(newbackend)}. Threads
   * share the current figure from then on.
   *
   * @param newBackend what shows them, in place of windows
   */
  public static void switchBackend(Backend newBackend) {
    backend = newBackend;
    CURRENT.share();
  }

  /** Makes a figure of 6.4 by 4.8 inches, which becomes the current one. */
  public static Figure figure() {
    return figure(o -> {});
  }

  /** Makes a figure, which becomes the current one. */
  public static Figure figure(Consumer<FigureOptions> options) {
    FigureOptions o = new FigureOptions();
    options.accept(o);
    Figure figure = new Figure(o);
    CURRENT.set(figure);
    return figure;
  }

  /** Makes a figure with axes in each cell; see the other form. */
  public static Figure subplots(int nrows, int ncols) {
    return subplots(nrows, ncols, o -> {});
  }

  /**
   * Makes a figure with axes in each of its cells: {@code fig, axes = plt.subplots(nrows, ncols)}.
   *
   * @return the figure; {@link Figure#axes()} has the axes row by row
   */
  public static Figure subplots(int nrows, int ncols, Consumer<FigureOptions> options) {
    Figure figure = figure(options);
    for (int i = 1; i <= nrows * ncols; i++) {
      figure.addSubplot(nrows, ncols, i);
    }
    return figure;
  }

  /** Returns the axes in a cell of the current figure; see {@link Figure#addSubplot}. */
  public static Axes subplot(int nrows, int ncols, int index) {
    return gcf().addSubplot(nrows, ncols, index);
  }

  /**
   * The same for a number of three digits, rows, columns and index.
   *
   * @throws ValueException if it has not three digits
   */
  public static Axes subplot(int pos) {
    if (pos < 100 || pos > 999) {
      throw new ValueException(
          "Integer subplot specification must be a three-digit number, not " + pos);
    }
    return subplot(pos / 100, pos / 10 % 10, pos % 10);
  }

  /** Returns the current figure. */
  public static Figure gcf() {
    Figure figure = CURRENT.get();
    return figure == null ? figure() : figure;
  }

  /** Returns the current axes of the current figure. */
  public static Axes gca() {
    return gcf().gca();
  }

  /** Forgets the current figure. */
  public static void close() {
    CURRENT.set(null);
  }

  /**
   * Opens a window with the current figure, and forgets the figure. Where there is no display
   * (headless Java) it only forgets; in a notebook the figure appears below the cell.
   *
   * <p>Other than in Python the call returns at once; the program ends when the last window is
   * closed.
   */
  public static void show() {
    Figure figure = CURRENT.get();
    close();
    if (figure != null) {
      backend.show(figure);
    }
  }

  /** Writes the current figure into a file; see {@link Figure#savefig(Path)}. */
  public static void savefig(Path file) {
    gcf().savefig(file);
  }

  /** The same for a path in a string. */
  public static void savefig(String file) {
    gcf().savefig(file);
  }

  /** Sets what stands above all axes. */
  public static void suptitle(String text) {
    gcf().suptitle(text);
  }

  /** The same with keyword arguments. */
  public static void suptitle(String text, Consumer<TextOptions> options) {
    gcf().suptitle(text, options);
  }

  /** Calls {@link Axes#plot(Object)} of the current axes. */
  public static void plot(Object y) {
    gca().plot(y);
  }

  /** Calls {@link Axes#plot(Object, Consumer)} of the current axes. */
  public static void plot(Object y, Consumer<LineOptions> options) {
    gca().plot(y, options);
  }

  /** Calls {@link Axes#plot(Object, String)} of the current axes. */
  public static void plot(Object y, String format) {
    gca().plot(y, format);
  }

  /** Calls {@link Axes#plot(Object, Object)} of the current axes. */
  public static void plot(Object x, Object y) {
    gca().plot(x, y);
  }

  /** Calls {@link Axes#plot(Object, Object, Consumer)} of the current axes. */
  public static void plot(Object x, Object y, Consumer<LineOptions> options) {
    gca().plot(x, y, options);
  }

  /** Calls {@link Axes#plot(Object, Object, String)} of the current axes. */
  public static void plot(Object x, Object y, String format) {
    gca().plot(x, y, format);
  }

  /** Calls {@link Axes#plot(Object, Object, String, Consumer)} of the current axes. */
  public static void plot(Object x, Object y, String format, Consumer<LineOptions> options) {
    gca().plot(x, y, format, options);
  }

  /** Calls {@link Axes#scatter(Object, Object)} of the current axes. */
  public static void scatter(Object x, Object y) {
    gca().scatter(x, y);
  }

  /** Calls {@link Axes#scatter(Object, Object, Consumer)} of the current axes. */
  public static void scatter(Object x, Object y, Consumer<ScatterOptions> options) {
    gca().scatter(x, y, options);
  }

  /** Calls {@link Axes#bar(Object, Object)} of the current axes. */
  public static void bar(Object x, Object height) {
    gca().bar(x, height);
  }

  /** Calls {@link Axes#bar(Object, Object, Consumer)} of the current axes. */
  public static void bar(Object x, Object height, Consumer<BarOptions> options) {
    gca().bar(x, height, options);
  }

  /** Calls {@link Axes#barh(Object, Object)} of the current axes. */
  public static void barh(Object y, Object width) {
    gca().barh(y, width);
  }

  /** Calls {@link Axes#barh(Object, Object, Consumer)} of the current axes. */
  public static void barh(Object y, Object width, Consumer<BarOptions> options) {
    gca().barh(y, width, options);
  }

  /** Calls {@link Axes#hist(Object)} of the current axes. */
  public static Histogram hist(Object x) {
    return gca().hist(x);
  }

  /** Calls {@link Axes#hist(Object, Consumer)} of the current axes. */
  public static Histogram hist(Object x, Consumer<HistOptions> options) {
    return gca().hist(x, options);
  }

  /** Calls {@link Axes#imshow(Object)} of the current axes. */
  public static void imshow(Object image) {
    gca().imshow(image);
  }

  /** Calls {@link Axes#imshow(Object, Consumer)} of the current axes. */
  public static void imshow(Object image, Consumer<ImageOptions> options) {
    gca().imshow(image, options);
  }

  /** Calls {@link Axes#text(double, double, String)} of the current axes. */
  public static void text(double x, double y, String s) {
    gca().text(x, y, s);
  }

  /** Calls {@link Axes#text(double, double, String, Consumer)} of the current axes. */
  public static void text(double x, double y, String s, Consumer<TextOptions> options) {
    gca().text(x, y, s, options);
  }

  /** Calls {@link Axes#title(String)} of the current axes. */
  public static void title(String label) {
    gca().title(label);
  }

  /** Calls {@link Axes#title(String, Consumer)} of the current axes. */
  public static void title(String label, Consumer<TextOptions> options) {
    gca().title(label, options);
  }

  /** Calls {@link Axes#xlabel(String)} of the current axes. */
  public static void xlabel(String label) {
    gca().xlabel(label);
  }

  /** Calls {@link Axes#xlabel(String, Consumer)} of the current axes. */
  public static void xlabel(String label, Consumer<TextOptions> options) {
    gca().xlabel(label, options);
  }

  /** Calls {@link Axes#ylabel(String)} of the current axes. */
  public static void ylabel(String label) {
    gca().ylabel(label);
  }

  /** Calls {@link Axes#ylabel(String, Consumer)} of the current axes. */
  public static void ylabel(String label, Consumer<TextOptions> options) {
    gca().ylabel(label, options);
  }

  /** Calls {@link Axes#xlim(double, double)} of the current axes. */
  public static void xlim(double left, double right) {
    gca().xlim(left, right);
  }

  /** Calls {@link Axes#ylim(double, double)} of the current axes. */
  public static void ylim(double bottom, double top) {
    gca().ylim(bottom, top);
  }

  /** Calls {@link Axes#xticks(double...)} of the current axes. */
  public static void xticks(double... ticks) {
    gca().xticks(ticks);
  }

  /** Calls {@link Axes#xticks(double[], List)} of the current axes. */
  public static void xticks(double[] ticks, List<String> labels) {
    gca().xticks(ticks, labels);
  }

  /** Calls {@link Axes#yticks(double...)} of the current axes. */
  public static void yticks(double... ticks) {
    gca().yticks(ticks);
  }

  /** Calls {@link Axes#yticks(double[], List)} of the current axes. */
  public static void yticks(double[] ticks, List<String> labels) {
    gca().yticks(ticks, labels);
  }

  /** Calls {@link Axes#invertYaxis()} of the current axes. */
  public static void invertYaxis() {
    gca().invertYaxis();
  }

  /** Calls {@link Axes#grid()} of the current axes. */
  public static void grid() {
    gca().grid();
  }

  /** Calls {@link Axes#grid(boolean)} of the current axes. */
  public static void grid(boolean visible) {
    gca().grid(visible);
  }

  /** Calls {@link Axes#axis(String)} of the current axes. */
  public static void axis(String option) {
    gca().axis(option);
  }

  /** Calls {@link Axes#legend()} of the current axes. */
  public static void legend() {
    gca().legend();
  }

  /** Calls {@link Axes#legend(Consumer)} of the current axes. */
  public static void legend(Consumer<LegendOptions> options) {
    gca().legend(options);
  }
}
