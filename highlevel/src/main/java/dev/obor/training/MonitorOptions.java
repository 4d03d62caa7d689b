package dev.obor.training;

/**
 * Keyword arguments of {@link EarlyStopping} and {@link BestCheckpoint}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class MonitorOptions {
  String mode = "min";
  double minDelta;
  int patience = 3;

  MonitorOptions() {}

  /**
   * Sets whether small values of the measure are good ({@code min}, as for a loss) or large ones
   * ({@code max}, as for an accuracy); default {@code min}.
   */
  public MonitorOptions mode(String value) {
    this.mode = value;
    return this;
  }

  /** Sets how much better a value must be to count as better; default 0. */
  public MonitorOptions minDelta(double value) {
    this.minDelta = value;
    return this;
  }

  /**
   * Sets how many epochs in a row may pass without a better value before {@link EarlyStopping}
   * stops; default 3.
   */
  public MonitorOptions patience(int value) {
    this.patience = value;
    return this;
  }
}
