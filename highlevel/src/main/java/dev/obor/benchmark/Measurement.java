package dev.obor.benchmark;

import dev.obor.PythonNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Timer} has measured: Python's {@code torch.utils.benchmark.Measurement}.
 *
 * <p>Times are in seconds. It prints as in Python:
 *
 * <pre>{@code
 * <dev.obor.benchmark.Measurement object at 0x5e2de80c>
 * exp
 *   Median: 1.49 us
 *   IQR:    0.02 us (1.49 to 1.51)
 *   13 measurements, 10000 runs per measurement, 1 thread
 * }</pre>
 *
 * <p>An object never changes, and may be used by any number of threads.
 */
public final class Measurement {
  private static final double SUSPECT = 0.1;
  private static final double GROSSLY_SUSPECT = 0.25;
  private static final double LEAST_INTERVAL = 25e-9;
  private static final int MOST_FIGURES = 4;

  private record Task(
      @Nullable String label,
      @Nullable String subLabel,
      @Nullable String description,
      int numThreads) {}

  private final long numberPerRun;
  private final List<Double> rawTimes;
  private final Task task;
  private final double[] sorted;

  /**
   * Keeps times that something else has measured.
   *
   * @param numberPerRun how often the code ran in each of the times
   * @param rawTimes the times, of all its runs together
   * @param label what was measured
   * @param subLabel what tells it from others with the label
   * @param description what tells it from others with label and sub-label
   * @param numThreads how many threads LibTorch had
   * @throws IllegalArgumentException if there are no times, or {@code numberPerRun} is not positive
   */
  public Measurement(
      long numberPerRun,
      List<Double> rawTimes,
      @Nullable String label,
      @Nullable String subLabel,
      @Nullable String description,
      int numThreads) {
    this(numberPerRun, rawTimes, new Task(label, subLabel, description, numThreads));
  }

  private Measurement(long numberPerRun, List<Double> rawTimes, Task task) {
    if (numberPerRun < 1 || rawTimes.isEmpty()) {
      throw new IllegalArgumentException(
          "a measurement needs times and runs, but has "
              + rawTimes.size()
              + " times of "
              + numberPerRun
              + " runs");
    }
    this.numberPerRun = numberPerRun;
    this.rawTimes = List.copyOf(rawTimes);
    this.task = task;
    this.sorted = times().stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** How often the code ran in each of the times: Python's {@code number_per_run}. */
  public long numberPerRun() {
    return numberPerRun;
  }

  /** The times of all runs of a block together: Python's {@code raw_times}. */
  public List<Double> rawTimes() {
    return rawTimes;
  }

  /** The times of one run, as a mean over each block: Python's {@code times}. */
  public List<Double> times() {
    return rawTimes.stream().map(time -> time / numberPerRun).toList();
  }

  /** The label, or null: Python's {@code label}. */
  public @Nullable String label() {
    return task.label();
  }

  /** The sub-label, or null: Python's {@code sub_label}. */
  public @Nullable String subLabel() {
    return task.subLabel();
  }

  /** The description, or null: Python's {@code description}. */
  public @Nullable String description() {
    return task.description();
  }

  /** How many threads LibTorch had: Python's {@code num_threads}. */
  public int numThreads() {
    return task.numThreads();
  }

  /** The median of the times of one run: Python's {@code median}. */
  public double median() {
    return quantile(0.5);
  }

  /** Their mean: Python's {@code mean}. */
  public double mean() {
    return Arrays.stream(sorted).sum() / sorted.length;
  }

  /** Their interquartile range: Python's {@code iqr}. */
  public double iqr() {
    return quantile(0.75) - quantile(0.25);
  }

  /**
   * How many figures of the median are worth reading, from 1 to 4: Python's {@code
   * significant_figures}. An estimate from the spread of the middle half.
   */
  public int significantFigures() {
    int from = sorted.length / 4;
    int to = (int) Math.ceil(3 * sorted.length / 4.0);
    double[] middle = Arrays.copyOfRange(sorted, from, to);
    double mean = Arrays.stream(middle).average().orElseThrow();
    double variance =
        Arrays.stream(middle).map(t -> (t - mean) * (t - mean)).average().orElseThrow();
    double interval =
        Math.max(1.645 * Math.sqrt(variance) / Math.sqrt(middle.length), LEAST_INTERVAL);
    int figures = (int) Math.floor(Math.log10(median() / interval));
    return Math.min(Math.max(figures, 1), MOST_FIGURES);
  }

  /** Whether the times differ so much that something must have disturbed them. */
  public boolean hasWarnings() {
    return !meetsConfidence(SUSPECT);
  }

  /** Whether the interquartile range is less than a tenth of the median. */
  public boolean meetsConfidence() {
    return meetsConfidence(SUSPECT);
  }

  /** Whether the interquartile range is less than that share of the median. */
  public boolean meetsConfidence(double threshold) {
    return iqr() / median() < threshold;
  }

  /** The label and the sub-label: Python's {@code title}. */
  public String title() {
    String label = Objects.requireNonNullElse(task.label(), "stmt");
    String subLabel = Objects.requireNonNullElse(task.subLabel(), "");
    return subLabel.isEmpty() ? label : label + ": " + subLabel;
  }

  /**
   * Puts together the measurements of the same task, with the times of one run each: Python's
   * {@code Measurement.merge(measurements)}.
   *
   * @return a measurement for each task, in the order in which these first appear
   */
  public static List<Measurement> merge(Iterable<Measurement> measurements) {
    Map<Task, List<Double>> times = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      times.computeIfAbsent(m.task, key -> new ArrayList<>()).addAll(m.times());
    }
    List<Measurement> merged = new ArrayList<>();
    times.forEach((task, all) -> merged.add(new Measurement(1, all, task)));
    return merged;
  }

  private double quantile(double q) {
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  private enum Unit {
    NANOSECONDS("ns", 1e-9),
    MICROSECONDS("us", 1e-6),
    MILLISECONDS("ms", 1e-3),
    SECONDS("s", 1);

    private final String symbol;
    private final double seconds;

    Unit(String symbol, double seconds) {
      this.symbol = symbol;
      this.seconds = seconds;
    }

    static Unit of(double time) {
      // Python takes the logarithm in float32, which decides on which side a thousandth falls.
      float exponent = (float) Math.log10((float) time);
      return switch ((int) Math.floor(exponent / 3)) {
        case -3 -> NANOSECONDS;
        case -2 -> MICROSECONDS;
        case -1 -> MILLISECONDS;
        default -> SECONDS;
      };
    }

    String text(double time) {
      return PythonNumber.fixed(time / seconds, 2);
    }
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("<" + getClass().getName() + " object at 0x" + Integer.toHexString(hashCode()) + ">");
    lines.add(title());
    if (task.description() != null && !task.description().isEmpty()) {
      lines.add(task.description());
    }
    Unit unit = Unit.of(median());
    int n = sorted.length;
    lines.add((n > 1 ? "  Median: " : "  ") + unit.text(median()) + " " + unit.symbol);
    if (n >= 4) {
      lines.add(
          ("  IQR:    " + unit.text(iqr()) + " " + unit.symbol)
              + (" (" + unit.text(quantile(0.25)) + " to " + unit.text(quantile(0.75)) + ")"));
    }
    lines.add(
        ("  " + n + (n > 1 ? " measurements, " : " measurement, "))
            + (numberPerRun + " runs " + (n > 1 ? "per measurement," : ",") + " ")
            + (task.numThreads() + (task.numThreads() > 1 ? " threads" : " thread")));
    if (hasWarnings()) {
      String percent = PythonNumber.fixed(iqr() / median() * 100, 1);
      lines.add("  WARNING: Interquartile range is " + percent + "% of the median measurement.");
      lines.add(
          meetsConfidence(GROSSLY_SUSPECT)
              ? "           This could indicate system fluctuation."
              : "           This suggests significant environmental influence.");
    }
    return String.join("\n", lines);
  }
}
