package dev.obor.training;

import dev.obor.PythonNumber;
import dev.obor.ValueException;
import java.util.Map;

/** Watches one measure and remembers its best value. */
final class Monitor {
  private final String name;
  private final boolean largest;
  private final double minDelta;
  private double best;

  /**
   * Makes a monitor that has seen nothing.
   *
   * @param name of the measure
   * @param mode {@code min} if small values are good, {@code max} if large ones are
   * @param minDelta how much better a value must be to count
   */
  Monitor(String name, String mode, double minDelta) {
    if (!mode.equals("min") && !mode.equals("max")) {
      throw new ValueException("mode " + mode + " is unknown! It is min or max");
    }
    if (!(minDelta >= 0)) {
      throw new ValueException("minDelta must not be negative, but is " + minDelta);
    }
    this.name = name;
    this.largest = mode.equals("max");
    this.minDelta = minDelta;
    this.best = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** The value of a measure in a result. */
  static double measure(Map<String, Double> result, String name) {
    Double value = result.get(name);
    if (value == null) {
      throw new ValueException(
          "there is no measure '" + name + "'; there are " + String.join(", ", result.keySet()));
    }
    return value;
  }

  /** Remembers the value of an epoch if it is the best so far; tells whether it is. */
  boolean improves(Map<String, Double> result) {
    double value = measure(result, name);
    boolean better = largest ? value > best + minDelta : value < best - minDelta;
    if (better) {
      best = value;
    }
    return better;
  }

  double best() {
    return best;
  }

  void setBest(double value) {
    best = value;
  }

  @Override
  public String toString() {
    return name + " " + PythonNumber.fixed(best, 4);
  }
}
