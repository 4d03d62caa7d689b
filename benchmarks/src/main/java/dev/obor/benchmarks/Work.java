package dev.obor.benchmarks;

/**
 * The numbers that every program of the side-by-side run works on: the same inputs, labels and
 * first weights in each system, so that equal losses show equal work.
 */
public final class Work {
  /** The learning rate of both training steps. */
  public static final double LEARNING_RATE = 0.01;

  /** How many steps are taken before the loss is compared. */
  public static final int CHECK_STEPS = 20;

  private Work() {}

  /**
   * Returns {@code count} numbers in [0, 1) that follow from {@code salt} alone.
   *
   * @param count how many
   * @param salt which series
   * @return the numbers
   */
  public static float[] inputs(int count, int salt) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((i * 7919L + salt * 104729L) % 2003 / 2003.0);
    }
    return values;
  }

  /**
   * Returns the first weights of a linear layer, in [-1/sqrt(in), 1/sqrt(in)).
   *
   * @param in the layer's inputs
   * @param out the layer's outputs
   * @return {@code out * in} numbers, row by row
   */
  public static float[] weights(int in, int out) {
    float[] values = new float[in * out];
    double bound = 1 / Math.sqrt(in);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (((i * 7919L + (in + out) * 104729L) % 2003 / 2003.0 * 2 - 1) * bound);
    }
    return values;
  }

  /**
   * Returns {@code count} classes from 0 to 9.
   *
   * @param count how many
   * @return the classes
   */
  public static long[] labels(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * 7L % 10;
    }
    return values;
  }
}
