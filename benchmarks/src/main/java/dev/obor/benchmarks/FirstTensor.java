package dev.obor.benchmarks;

import dev.obor.Torch;

/**
 * Makes a tensor and prints it: what a process pays before it can begin.
 *
 * <p>The time of day is printed after it, so that {@code run.sh} can tell how long the process took
 * to get there.
 */
public final class FirstTensor {
  private FirstTensor() {}

  /**
   * Prints a tensor and the time in nanoseconds since 1970.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println(Torch.tensor(new float[] {1, 2, 3}));
    System.out.println("READY\t" + System.currentTimeMillis() * 1_000_000);
  }
}
