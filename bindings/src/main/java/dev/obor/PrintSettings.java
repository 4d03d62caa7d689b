package dev.obor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How tensors are printed: the state that {@link PrintOptions} change. It belongs to the whole
 * program, as in Python.
 *
 * @param precision digits after the decimal point
 * @param threshold the count of elements above which a tensor is summarized
 * @param edgeitems elements shown at either end of a summarized dimension
 * @param linewidth characters in a line
 * @param sciMode whether to use scientific notation; null to decide by the elements
 */
record PrintSettings(
    int precision, double threshold, int edgeitems, int linewidth, @Nullable Boolean sciMode) {
  static final PrintSettings DEFAULT = new PrintSettings(4, 1000, 3, 80, null);
  static final PrintSettings SHORT = new PrintSettings(2, 1000, 2, 80, null);
  static final PrintSettings FULL = new PrintSettings(4, Double.POSITIVE_INFINITY, 3, 80, null);

  private static volatile PrintSettings current = DEFAULT;

  /** Returns the settings in force. */
  static PrintSettings current() {
    return current;
  }

  /** Changes the settings in force: the body of {@code Torch.setPrintoptions}. */
  static synchronized void change(Consumer<PrintOptions> chosen) {
    PrintOptions options = new PrintOptions();
    chosen.accept(options);
    current = current.with(options);
  }

  /** Returns these settings with the options that were chosen. */
  PrintSettings with(PrintOptions options) {
    PrintSettings base = options.profile == null ? this : options.profile;
    return new PrintSettings(
        options.precision == null ? base.precision : options.precision,
        options.threshold == null ? base.threshold : options.threshold,
        options.edgeitems == null ? base.edgeitems : options.edgeitems,
        options.linewidth == null ? base.linewidth : options.linewidth,
        options.sciMode);
  }
}
