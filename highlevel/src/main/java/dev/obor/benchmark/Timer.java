package dev.obor.benchmark;

import dev.obor.Scope;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Measures how long a piece of code takes: Python's {@code torch.utils.benchmark.Timer}.
 *
 * <pre>{@code
 * Tensor x = Torch.rand(1000);
 * Measurement m = new Timer(() -> x.exp(), o -> o.label("exp")).blockedAutorange();
 * System.out.println(m);
 * }</pre>
 *
 * <p>Each run has a {@link Scope} of its own, so that what it makes is released at once, as Python
 * does. Before measuring, the code is run for as long as {@link TimerOptions#warmUp} says: the JVM
 * needs that time to compile it. While it measures, LibTorch has the number of threads that {@link
 * TimerOptions#numThreads} says, one unless told otherwise; afterwards the number is what it was.
 *
 * <p>Code whose results nobody uses may be left out by the JVM's compiler; calls of Obor never are.
 *
 * <p>One measurement at a time: others on the machine, or in the JVM, disturb it.
 */
public final class Timer {
  private static final double LEAST_SECONDS = 1e-9;
  private static final long MOST_RUNS = Integer.MAX_VALUE;

  private final Runnable stmt;
  private final TimerOptions options = new TimerOptions();

  /**
   * Makes a timer.
   *
   * @param stmt what is measured
   */
  public Timer(Runnable stmt) {
    this(stmt, o -> {});
  }

  /**
   * Makes a timer.
   *
   * @param stmt what is measured
   * @param options label, sub_label, description and num_threads, and the warm-up
   */
  public Timer(Runnable stmt, Consumer<TimerOptions> options) {
    this.stmt = stmt;
    options.accept(this.options);
  }

  /** Measures a million runs at once: Python's {@code timeit()}. */
  public Measurement timeit() {
    return timeit(1_000_000);
  }

  /**
   * Measures runs, all at once: Python's {@code timeit(number)}.
   *
   * @param number how many runs, at least one
   */
  public Measurement timeit(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1, but is " + number);
    }
    return withThreads(
        () -> {
          warmUp();
          run(Math.max(number / 100, 2));
          return measurement(number, List.of(run(number)));
        });
  }

  /** Measures blocks of runs for 0.2 seconds: Python's {@code blocked_autorange()}. */
  public Measurement blockedAutorange() {
    return blockedAutorange(0.2);
  }

  /**
   * Measures blocks of runs until they have taken some time together: Python's {@code
   * blocked_autorange(min_run_time=…)}. A block has as many runs as it takes for the cost of
   * reading the clock to vanish, which is found out first.
   *
   * @param minRunTime the time in seconds
   */
  public Measurement blockedAutorange(double minRunTime) {
    return withThreads(
        () -> {
          warmUp();
          long number = blockSize(minRunTime);
          return measurement(
              number, blocks(() -> run(number), times -> true, minRunTime, Double.MAX_VALUE));
        });
  }

  /**
   * Measures blocks of runs until they agree within a tenth, for ten seconds at most: Python's
   * {@code adaptive_autorange()}.
   */
  public Measurement adaptiveAutorange() {
    return adaptiveAutorange(0.1, 0.01, 10);
  }

  /**
   * Measures blocks of runs until they agree: Python's {@code adaptive_autorange(threshold,
   * min_run_time=…, max_run_time=…)}.
   *
   * @param threshold the share of the median below which the interquartile range must come
   * @param minRunTime for how many seconds to measure at least
   * @param maxRunTime after how many seconds to give up
   */
  public Measurement adaptiveAutorange(double threshold, double minRunTime, double maxRunTime) {
    return withThreads(
        () -> {
          warmUp();
          long number = blockSize(0.05);
          Predicate<List<Double>> agree =
              times -> times.size() > 3 && measurement(number, times).meetsConfidence(threshold);
          return measurement(number, blocks(() -> run(number), agree, minRunTime, maxRunTime));
        });
  }

  private Measurement withThreads(Supplier<Measurement> work) {
    int before = Torch.getNumThreads();
    try {
      Torch.setNumThreads(options.numThreads);
      return work.get();
    } finally {
      Torch.setNumThreads(before);
    }
  }

  private void warmUp() {
    long end = System.nanoTime() + (long) (options.warmUp * 1e9);
    while (System.nanoTime() < end) {
      run(1);
    }
  }

  /** Runs the code so many times, and returns how many seconds that took. */
  private double run(long number) {
    long start = System.nanoTime();
    for (long i = 0; i < number; i++) {
      try (Scope scope = Torch.scope()) {
        stmt.run();
      }
    }
    return Math.max((System.nanoTime() - start) / 1e9, LEAST_SECONDS);
  }

  private long blockSize(double minRunTime) {
    double[] empty = new double[5];
    Arrays.setAll(empty, i -> run(0));
    Arrays.sort(empty);
    double overhead = empty[2];
    long number = 1;
    while (true) {
      double taken = run(number);
      boolean dwarfsTheClock = overhead / taken <= 1e-4 && taken >= minRunTime / 1000;
      if (dwarfsTheClock || taken > minRunTime || number * 10 > MOST_RUNS) {
        return number;
      }
      number *= 10;
    }
  }

  private static List<Double> blocks(
      DoubleSupplier block, Predicate<List<Double>> enough, double least, double most) {
    List<Double> times = new ArrayList<>();
    double total = 0;
    boolean stop = false;
    while (total < least || !stop) {
      double time = block.getAsDouble();
      times.add(time);
      total += time;
      stop = enough.test(times);
      if (total > most) {
        break;
      }
    }
    return times;
  }

  private Measurement measurement(long number, List<Double> times) {
    return new Measurement(
        number, times, options.label, options.subLabel, options.description, options.numThreads);
  }
}
