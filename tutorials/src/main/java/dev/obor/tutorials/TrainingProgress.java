package dev.obor.tutorials;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar at the bottom of the output, with finished lines above it.
 *
 * <p>Where nobody watches (the output is a file or a pipe) there is no bar and no control
 * character, only the lines.
 *
 * <p>Not for several threads at once; the bar redraws itself from a thread of its own, which this
 * class keeps apart from the lines.
 */
final class TrainingProgress implements AutoCloseable {
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final @Nullable ProgressBar bar;
  private String drawn = "";

  /**
   * Starts a bar at 0.
   *
   * @param out where lines and bar go
   * @param terminal what {@code out} can show
   * @param task what is being done, in a word or two
   * @param steps how many steps make it whole
   */
  TrainingProgress(PrintWriter out, Terminal terminal, String task, long steps) {
    this(out, terminal, task, 0, steps, System.nanoTime());
  }

  /**
   * Starts a bar of work that has begun before.
   *
   * @param done how many steps are done
   * @param began when the first step began, by {@code System.nanoTime()}
   */
  TrainingProgress(
      PrintWriter out, Terminal terminal, String task, long done, long steps, long began) {
    this.out = out;
    this.bar =
        terminal.interactive()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .startsFrom(done, Duration.ofNanos(System.nanoTime() - began))
                .setStyle(
                    terminal.showsBlocks()
                        ? ProgressBarStyle.UNICODE_BLOCK
                        : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                .build()
            : null;
  }

  /** Moves the bar on by one step. */
  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  /** Prints a line above the bar. */
  synchronized void println(String line) {
    erase();
    out.println(line);
    out.print(drawn);
    out.flush();
    if (bar != null) {
      bar.refresh();
    }
  }

  /** Removes the bar; the lines stay. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      synchronized (this) {
        erase();
        drawn = "";
        out.flush();
      }
    }
  }

  private synchronized void draw(String text) {
    erase();
    drawn = text.strip();
    out.print(drawn);
    out.flush();
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
  }
}
