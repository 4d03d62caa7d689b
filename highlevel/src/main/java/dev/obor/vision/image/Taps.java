package dev.obor.vision.image;

import dev.obor.vision.image.Resampling.Filter;
import java.util.Arrays;

/**
 * The pixels of a row, or the rows of an image, that make each new one, and their weights.
 *
 * <p>A new byte is the sum of the old ones times their {@link #fixed} weights, and a half, shifted
 * right by {@link #BITS} and bounded to 0 to 255.
 */
public final class Taps {
  /** The binary places of the weights of bytes. */
  public static final int BITS = 22;

  private final int[] first;
  private final int[] count;
  private final int most;
  private final double[] weights;
  private final int[] fixed;

  private Taps(int[] first, int[] count, int most, double[] weights, int[] fixed) {
    this.first = first;
    this.count = count;
    this.most = most;
    this.weights = weights;
    this.fixed = fixed;
  }

  private static int[] fixed(double[] weights) {
    int[] fixed = new int[weights.length];
    for (int i = 0; i < fixed.length; i++) {
      double weight = weights[i] * (1 << BITS);
      fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    return fixed;
  }

  /**
   * Weighs the pixels of a length for another one.
   *
   * @param from how many there are
   * @param to how many are wanted
   */
  public static Taps of(int from, int to, Filter filter) {
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    double support = filter.support * reach;
    int most = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[to];
    int[] count = new int[to];
    double[] weights = new double[Math.multiplyExact(to, most)];
    double narrow = 1 / reach;
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * scale;
      int low = Math.max(0, (int) (center - support + 0.5));
      int high = Math.min(from, (int) (center + support + 0.5));
      double sum = 0;
      for (int k = 0; k < high - low; k++) {
        double weight = filter.weight((k + low - center + 0.5) * narrow);
        weights[i * most + k] = weight;
        sum += weight;
      }
      for (int k = 0; k < high - low && sum != 0; k++) {
        weights[i * most + k] /= sum;
      }
      first[i] = low;
      count[i] = high - low;
    }
    return new Taps(first, count, most, weights, fixed(weights));
  }

  /** The same weights of pixels that stand further behind. */
  Taps behind(int skipped) {
    return new Taps(
        Arrays.stream(first).map(i -> i + skipped).toArray(), count, most, weights, fixed);
  }

  /** How many are made. */
  public int length() {
    return first.length;
  }

  /** The largest number of weights for one; they stand at multiples of it. */
  public int most() {
    return most;
  }

  /** The first pixel for each new one; not to be changed. */
  public int[] first() {
    return first;
  }

  /** The number of pixels for each new one; not to be changed. */
  public int[] count() {
    return count;
  }

  /** The weights, of which those for each new pixel add up to 1; not to be changed. */
  double[] weights() {
    return weights;
  }

  /** The weights of bytes, with {@link #BITS} binary places; not to be changed. */
  public int[] fixed() {
    return fixed;
  }
}
