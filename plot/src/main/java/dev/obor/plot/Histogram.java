package dev.obor.plot;

import dev.obor.ValueException;
import java.util.Arrays;

/**
 * How many numbers lie in each of some intervals: what {@code plt.hist} returns, by the rule of
 * {@code numpy.histogram}.
 *
 * <p>An interval has its lower edge and not its upper one; the last has both.
 */
public final class Histogram {
  private final double[] counts;
  private final double[] edges;

  private Histogram(double[] counts, double[] edges) {
    this.counts = counts;
    this.edges = edges;
  }

  /**
   * Counts in intervals of equal width.
   *
   * @param values the numbers
   * @param bins how many intervals, at least 1
   * @param low where the first begins
   * @param high where the last ends
   */
  static Histogram of(double[] values, int bins, double low, double high) {
    if (bins < 1) {
      throw new ValueException("`bins` must be positive, when an integer");
    }
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new ValueException("supplied range of [" + low + ", " + high + "] is not finite");
    }
    if (low > high) {
      throw new ValueException("max must be larger than min in range parameter.");
    }
    double first = low == high ? low - 0.5 : low;
    double last = low == high ? high + 0.5 : high;
    double[] edges = new double[bins + 1];
    double step = (last - first) / bins;
    for (int i = 0; i < bins; i++) {
      edges[i] = i * step + first;
    }
    edges[bins] = last;
    double[] counts = new double[bins];
    for (double value : values) {
      if (value >= first && value <= last) {
        int bin = (int) ((value - first) / (last - first) * bins);
        bin = Math.min(bin, bins - 1);
        if (value < edges[bin]) {
          bin--;
        } else if (bin < bins - 1 && value >= edges[bin + 1]) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return new Histogram(counts, edges);
  }

  /** Counts in intervals of equal width from the smallest number to the largest. */
  static Histogram of(double[] values, int bins) {
    double low = values.length == 0 ? 0 : Double.POSITIVE_INFINITY;
    double high = values.length == 0 ? 1 : Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isNaN(value)) {
        throw new ValueException("autodetected range of [nan, nan] is not finite");
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return of(values, bins, low, high);
  }

  /** Counts between edges that may have any distances. */
  static Histogram of(double[] values, double[] edges) {
    if (edges.length < 2) {
      throw new ValueException("`bins` must have at least 2 edges, and has " + edges.length);
    }
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i] >= edges[i - 1])) {
        throw new ValueException("`bins` must increase monotonically, when an array");
      }
    }
    double[] counts = new double[edges.length - 1];
    for (double value : values) {
      int last = counts.length;
      if (value >= edges[0] && value <= edges[last]) {
        int bin = 0;
        while (bin < last - 1 && value >= edges[bin + 1]) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return new Histogram(counts, edges.clone());
  }

  /** The same as densities: the bars' areas add up to 1. */
  Histogram density() {
    double sum = Arrays.stream(counts).sum();
    double[] densities = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      densities[i] = counts[i] / (edges[i + 1] - edges[i]) / sum;
    }
    return new Histogram(densities, edges);
  }

  /** Returns how many numbers each interval has, or their densities: a new array. */
  public double[] counts() {
    return counts.clone();
  }

  /** Returns where the intervals begin and, at the end, where the last ends: a new array. */
  public double[] edges() {
    return edges.clone();
  }
}
