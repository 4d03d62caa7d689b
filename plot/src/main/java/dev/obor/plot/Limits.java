package dev.obor.plot;

/** The range that the data of one axis covers, and how far the axis goes beyond it. */
final class Limits {
  private static final double MARGIN = 0.05;

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private boolean isExact;
  private double sticky = Double.NaN;
  private double setLow = Double.NaN;
  private double setHigh = Double.NaN;

  /** Makes the range hold a number; what is not finite is passed over. */
  void include(double value) {
    if (Double.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  void include(double[] values) {
    for (double value : values) {
      include(value);
    }
  }

  /** Leaves no margin at a number where the range ends there: the foot of bars. */
  void stickTo(double value) {
    include(value);
    sticky = value;
  }

  /** Leaves no margin at all: around images. */
  void exact() {
    isExact = true;
  }

  /** Sets the ends, whatever the data; NaN leaves an end to the data. */
  void set(double newLow, double newHigh) {
    setLow = newLow;
    setHigh = newHigh;
  }

  private boolean isEmpty() {
    return low > high;
  }

  private double margin() {
    return isExact ? 0 : (high - low) * MARGIN;
  }

  double low() {
    if (!Double.isNaN(setLow)) {
      return setLow;
    }
    if (isEmpty()) {
      return 0;
    }
    if (low == high) {
      return low - widening();
    }
    return low == sticky ? low : low - margin();
  }

  double high() {
    if (!Double.isNaN(setHigh)) {
      return setHigh;
    }
    if (isEmpty()) {
      return 1;
    }
    if (low == high) {
      return high + widening();
    }
    return high == sticky ? high : high + margin();
  }

  private double widening() {
    return low == 0 ? MARGIN : Math.abs(low) * MARGIN;
  }
}
