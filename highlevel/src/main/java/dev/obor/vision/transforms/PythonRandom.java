package dev.obor.vision.transforms;

import dev.obor.data.Data;
import dev.obor.data.WorkerInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

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
 * gets which number is then up to their timing. A worker of a {@link dev.obor.data.DataLoader} has
 * a state of its own, which begins with {@link WorkerInfo#seed}.
 */
public final class PythonRandom {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final PythonRandom PROGRAM =
      new PythonRandom(System.nanoTime() ^ ProcessHandle.current().pid() << 32);
  private static final Map<WorkerInfo, PythonRandom> OF_WORKERS = new WeakHashMap<>();

  private final int[] state = new int[SIZE];
  private int next;

  private PythonRandom(long seed) {
    begin(seed);
  }

  /** Must be called under the lock of this class. */
  private static PythonRandom current() {
    WorkerInfo worker = Data.getWorkerInfo();
    return worker == null
        ? PROGRAM
        : OF_WORKERS.computeIfAbsent(worker, w -> new PythonRandom(w.seed()));
  }

  /** Starts anew: Python's {@code random.seed(value)} with a whole number. */
  public static synchronized void seed(long value) {
    current().begin(value);
  }

  private void begin(long value) {
    long magnitude = Math.abs(value);
    int[] key =
        magnitude >>> 32 == 0
            ? new int[] {(int) magnitude}
            : new int[] {(int) magnitude, (int) (magnitude >>> 32)};
    start(19650218);
    int i = 1;
    int j = 0;
    for (int k = SIZE; k > 0; k--) {
      state[i] = (state[i] ^ mixed(state[i - 1]) * 1664525) + key[j] + j;
      i++;
      if (i >= SIZE) {
        state[0] = state[SIZE - 1];
        i = 1;
      }
      j = (j + 1) % key.length;
    }
    for (int k = SIZE - 1; k > 0; k--) {
      state[i] = (state[i] ^ mixed(state[i - 1]) * 1566083941) - i;
      i++;
      if (i >= SIZE) {
        state[0] = state[SIZE - 1];
        i = 1;
      }
    }
    state[0] = 0x80000000;
    next = SIZE;
  }

  private void start(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * mixed(state[i - 1]) + i;
    }
  }

  private static int mixed(int value) {
    return value ^ value >>> 30;
  }

  private int bits32() {
    if (next >= SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int both = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + SHIFT) % SIZE] ^ both >>> 1 ^ ((both & 1) == 0 ? 0 : 0x9908b0df);
      }
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /** A number from 0 to 1, without 1: Python's {@code random.random()}. */
  public static synchronized double random() {
    return current().fraction();
  }

  private double fraction() {
    int high = bits32() >>> 5;
    int low = bits32() >>> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  /** The numbers from 0 to n - 1 as {@code random.shuffle} leaves them. */
  static synchronized int[] shuffled(int n) {
    return current().order(n);
  }

  private int[] order(int n) {
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

  private int below(int n) {
    int bits = 32 - Integer.numberOfLeadingZeros(n);
    int drawn = bits32() >>> (32 - bits);
    while (drawn >= n) {
      drawn = bits32() >>> (32 - bits);
    }
    return drawn;
  }

  /** The place of what {@code random.choice} chooses from a list of n. */
  public static synchronized int choice(int n) {
    return current().below(n);
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
