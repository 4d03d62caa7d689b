package dev.obor.benchmarks;

import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The timing protocol that every program of the side-by-side run follows.
 *
 * <p>A case is warmed up for {@code BENCHMARK_WARMUP} seconds (default 2). The warm-up also says
 * how many calls fill a tenth of a second; then {@code BENCHMARK_REPEATS} repeats of so many calls
 * (default 10) are timed and the least time per call is reported.
 *
 * <p>Results are lines of tab-separated fields on standard output, {@code RESULT peer case value
 * unit}; everything else that a program prints is ignored by the report. The Python and C++
 * programs follow the same protocol and write the same lines.
 */
public final class Stopwatch {
  private static final double REPEAT_SECONDS = 0.1;
  private static final double LONG_SECONDS = 8.0;

  private static final double WARM_UP = setting("BENCHMARK_WARMUP", 2.0);
  private static final int REPEATS = (int) setting("BENCHMARK_REPEATS", 10.0);

  private final String peer;

  /**
   * Makes a stopwatch that signs its results.
   *
   * @param peer the name of the system under test, as the report shows it
   */
  public Stopwatch(String peer) {
    this.peer = peer;
  }

  /**
   * Times one call of {@code work} and prints the least time per call in nanoseconds.
   *
   * @param name the case, as the report knows it
   * @param work what is timed
   */
  public void time(String name, Runnable work) {
    long calls = Math.max(1, Math.round(REPEAT_SECONDS * 1e9 / warmUp(work)));
    double least = Double.MAX_VALUE;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      least = Math.min(least, repeat(calls, work));
    }
    result(name, least, "ns");
  }

  /**
   * Times one call of {@code work} whose cost arrives in lumps, such as what the garbage collector
   * does later, and prints the mean time per call in nanoseconds over several seconds: the least
   * time of short repeats would leave the lumps out.
   *
   * @param name the case, as the report knows it
   * @param work what is timed
   */
  public void timeInTheLongRun(String name, Runnable work) {
    double perCall = warmUp(work);
    result(name, repeat(Math.max(1, Math.round(LONG_SECONDS * 1e9 / perCall)), work), "ns");
  }

  /**
   * Calls until the compiler has done its work, and returns the time of a call then, in
   * nanoseconds.
   */
  private static double warmUp(Runnable work) {
    long calls = 1;
    long start = System.nanoTime();
    while (true) {
      long before = System.nanoTime();
      double perCall = repeat(calls, work);
      long now = System.nanoTime();
      if (now - start >= WARM_UP * 1e9 && calls > 1) {
        return Math.max(perCall, 0.1);
      }
      if (now - before < WARM_UP * 1e9 / 20) {
        calls *= 2;
      }
    }
  }

  private static double repeat(long calls, Runnable work) {
    long start = System.nanoTime();
    for (long call = 0; call < calls; call++) {
      work.run();
    }
    return (System.nanoTime() - start) / (double) calls;
  }

  /**
   * Runs {@code threads} threads that each call work of their own for a second, several times, and
   * prints the best total of calls per second.
   *
   * @param name the case, as the report knows it
   * @param threads how many threads call at once
   * @param work is run on every thread; it makes what the calls need and hands the call to the loop
   *     that it is given
   */
  public void throughput(String name, int threads, Consumer<Consumer<Runnable>> work) {
    double best = 0;
    for (int repeat = 0; repeat < 6; repeat++) {
      double calls = callsPerSecond(threads, work);
      // The first repeat is the warm-up.
      if (repeat > 0) {
        best = Math.max(best, calls);
      }
    }
    result(name, best, "calls/s");
  }

  private static double callsPerSecond(int threads, Consumer<Consumer<Runnable>> work) {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong total = new AtomicLong();
    CyclicBarrier ready = new CyclicBarrier(threads + 1);
    Consumer<Runnable> loop =
        call -> {
          for (int k = 0; k < 1000; k++) {
            call.run();
          }
          await(ready);
          long calls = 0;
          while (!stop.get()) {
            call.run();
            calls++;
          }
          total.addAndGet(calls);
        };
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] =
          new Thread(
              () -> {
                try {
                  work.accept(loop);
                } finally {
                  // Wakes the timing thread when this one failed before it was ready.
                  if (!stop.get()) {
                    ready.reset();
                  }
                }
              });
      workers[i].start();
    }
    try {
      await(ready);
      long start = System.nanoTime();
      Thread.sleep(1000);
      stop.set(true);
      for (Thread worker : workers) {
        worker.join();
      }
      return total.get() / ((System.nanoTime() - start) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while timing", e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while timing", e);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("a worker thread ended before the timing began", e);
    }
  }

  /**
   * Prints one result line.
   *
   * @param name the case
   * @param value the figure
   * @param unit {@code ns}, {@code calls/s}, or {@code loss} for the value that shows that all
   *     peers did the same work
   */
  public void result(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "RESULT\t%s\t%s\t%.6f\t%s%n", peer, name, value, unit);
    System.out.flush();
  }

  /**
   * Prints one line about the system under test, such as its version.
   *
   * @param key what is said
   * @param value the fact
   */
  public void info(String key, String value) {
    System.out.printf(Locale.ROOT, "INFO\t%s\t%s\t%s%n", peer, key, value);
    System.out.flush();
  }

  private static double setting(String name, double otherwise) {
    String text = System.getenv(name);
    return text == null || text.isEmpty() ? otherwise : Double.parseDouble(text);
  }
}
