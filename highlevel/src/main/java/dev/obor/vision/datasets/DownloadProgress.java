package dev.obor.vision.datasets;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/**
 * A bar that shows how much of a file has come, on the error output as Python's has it.
 *
 * <p>Where nobody watches there is none; {@code -Dobor.progress=true} or {@code false} decides it.
 */
final class DownloadProgress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long PERIOD_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean visible;
  private final String name;
  private final long total;
  private final long begun = System.nanoTime();
  private long done;
  private long shown = begun - PERIOD_NANOS;

  /**
   * Begins a bar.
   *
   * @param total the size of the file, or a negative number if it is not known
   * @param done how much of it is there already
   */
  DownloadProgress(PrintStream out, boolean visible, String name, long total, long done) {
    this.out = out;
    this.visible = visible;
    this.name = name;
    this.total = total;
    this.done = done;
  }

  /** Begins a bar on the error output, if it is wanted; the output stays open at the bar's end. */
  static DownloadProgress onErrorOutput(boolean wanted, String name, long total, long done) {
    return new DownloadProgress(System.err, wanted && isWatched(), name, total, done);
  }

  private static boolean isWatched() {
    String wish = System.getProperty("obor.progress");
    return wish == null ? isTerminal() : Boolean.parseBoolean(wish);
  }

  @SuppressWarnings("SystemConsoleNull") // before Java 22 there is only a console at a terminal
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  void add(long bytes) {
    done += bytes;
    long now = System.nanoTime();
    if (visible && now - shown >= PERIOD_NANOS) {
      shown = now;
      out.print('\r' + line(now));
      out.flush();
    }
  }

  String line(long now) {
    double seconds = Math.max(1e-3, (now - begun) / 1e9);
    String speed = size((long) (done / seconds)) + "B/s";
    if (total <= 0) {
      return name + ": " + size(done) + "B [" + speed + "]";
    }
    int filled = (int) Math.min(WIDTH, WIDTH * done / total);
    return String.format(
        Locale.ROOT,
        "%s: %3d%%|%s%s| %s/%s [%s]",
        name,
        Math.min(100, 100 * done / total),
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        size(done),
        size(total),
        speed);
  }

  private static String size(long bytes) {
    String[] units = {"", "k", "M", "G", "T"};
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + "" : String.format(Locale.ROOT, "%.1f%s", value, units[unit]);
  }

  @Override
  public void close() {
    if (visible) {
      out.println('\r' + line(System.nanoTime()));
    }
  }
}
