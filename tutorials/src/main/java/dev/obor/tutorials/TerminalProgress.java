package dev.obor.tutorials;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bar in the terminal for every task that takes more than two seconds, with finished lines above
 * it.
 *
 * <p>One task at a time; a new one ends that before it. Not for several threads at once.
 */
final class TerminalProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private final Terminal terminal;
  private final long patienceNanos;
  private @Nullable Task current;

  /** Shows tasks that take longer than two seconds. */
  TerminalProgress(PrintWriter out, Terminal terminal) {
    this(out, terminal, TimeUnit.SECONDS.toNanos(2));
  }

  TerminalProgress(PrintWriter out, Terminal terminal, long patienceNanos) {
    this.out = out;
    this.terminal = terminal;
    this.patienceNanos = patienceNanos;
  }

  @Override
  public Steps start(String task, long steps) {
    close();
    Task started = new Task(task, steps);
    current = started;
    return started;
  }

  /** Prints a line with its end, above the bar if there is one. */
  void print(String lines) {
    if (current != null && current.bar != null) {
      current.bar.println(lines.replaceFirst("\\R$", ""));
    } else {
      out.print(lines);
      out.flush();
    }
  }

  /** Removes the bar, if there is one. */
  @Override
  public void close() {
    if (current != null) {
      current.end();
      current = null;
    }
  }

  private final class Task implements Steps {
    private final String name;
    private final long steps;
    private final long began = System.nanoTime();
    private long done;
    private @Nullable TrainingProgress bar;

    Task(String name, long steps) {
      this.name = name;
      this.steps = steps;
    }

    @Override
    public <T> Iterable<T> of(Iterable<T> items) {
      return () -> {
        Iterator<T> iterator = items.iterator();
        return new Iterator<>() {
          private boolean isBusy;

          @Override
          public boolean hasNext() {
            if (isBusy) {
              isBusy = false;
              step();
            }
            return iterator.hasNext();
          }

          @Override
          public T next() {
            T item = iterator.next();
            isBusy = true;
            return item;
          }
        };
      };
    }

    private void step() {
      done++;
      if (current != this) {
        return;
      }
      if (done >= steps) {
        close();
      } else if (bar != null) {
        bar.step();
      } else if (System.nanoTime() - began > patienceNanos) {
        bar = new TrainingProgress(out, terminal, name, done, steps, began);
      }
    }

    private void end() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
