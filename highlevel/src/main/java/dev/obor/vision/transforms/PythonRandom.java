package dev.obor.vision.transforms;

import java.util.Arrays;

/**
 * The random numbers of Python's module {@code random}, which a few of torchvision's transforms use
 * instead of torch's generator.
 *
 * <pre>{@code
 * PythonRandom.seed(0);      // random.seed(0)
 * PythonRandom.random();     // 0.8444218515250481
 * }</pre>
 *
 * <p>As in Python there is one state for the whole program, which starts with a seed that is never
 * the same, and {@code torch.manual_seed} does not touch it. Several threads may draw at once; who
 * gets which number is then up to their timing.
 */
public final class PythonRandom {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int[] STATE = new int[SIZE];
  private static int next;

  static {
    seed(System.nanoTime() ^ ProcessHandle.current().pid() << 32);
  }

  private PythonRandom() {}

  /** Starts anew: Python's {@code random.seed(value)} with a whole number. */
  public static synchronized void seed(long value) {
    long magnitude = Math.abs(value);
    int[] key =
        magnitude >>> 32 == 0
            ? new int[] {(int) magnitude}
            : new int[] {(int) magnitude, (int) (magnitude >>> 32)};
    start(19650218);
    int i = 1;
    int j = 0;
    for (int k = SIZE; k > 0; k--) {
      STATE[i] = (STATE[i] ^ mixed(STATE[i - 1]) * 1664525) + key[j] + j;
      i++;
      if (i >= SIZE) {
        STATE[0] = STATE[SIZE - 1];
        i = 1;
      }
      j = (j + 1) % key.length;
    }
    for (int k = SIZE - 1; k > 0; k--) {
      STATE[i] = (STATE[i] ^ mixed(STATE[i - 1]) * 1566083941) - i;
      i++;
      if (i >= SIZE) {
        STATE[0] = STATE[SIZE - 1];
        i = 1;
      }
    }
    STATE[0] = 0x80000000;
    next = SIZE;
  }

  private static void start(int seed) {
    STATE[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      STATE[i] = 1812433253 * mixed(STATE[i - 1]) + i;
    }
  }

  private static int mixed(int value) {
    return value ^ value >>> 30;
  }

  private static int bits32() {
    if (next >= SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int both = (STATE[i] & 0x80000000) | (STATE[(i + 1) % SIZE] & 0x7fffffff);
        STATE[i] = STATE[(i + SHIFT) % SIZE] ^ both >>> 1 ^ ((both & 1) == 0 ? 0 : 0x9908b0df);
      }
      next = 0;
    }
    int y = STATE[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /** A number from 0 to 1, without 1: Python's {@code random.random()}. */
  public static synchronized double random() {
    int high = bits32() >>> 5;
    int low = bits32() >>> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  /** The numbers from 0 to n - 1 as {@code random.shuffle} leaves them. */
  static synchronized int[] shuffled(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = below(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  private static int below(int n) {
    int bits = 32 - Integer.numberOfLeadingZeros(n);
    int drawn = bits32() >>> (32 - bits);
    while (drawn >= n) {
      drawn = bits32() >>> (32 - bits);
    }
    return drawn;
  }

  /** The place that {@code random.choices} chooses. */
  static int choice(int n, double[] weights) {
    double drawn = random();
    if (weights.length == 0) {
      return (int) Math.floor(drawn * n);
    }
    double[] sums = weights.clone();
    for (int i = 1; i < n; i++) {
      sums[i] += sums[i - 1];
    }
    double place = drawn * sums[n - 1];
    int chosen = 0;
    while (chosen < n - 1 && place >= sums[chosen]) {
      chosen++;
    }
    return chosen;
  }
}
