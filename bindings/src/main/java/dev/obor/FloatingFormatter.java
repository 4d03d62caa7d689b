package dev.obor;

/**
 * Writes floating-point numbers, all in one notation that suits them all: whole numbers with a bare
 * point, a fixed count of decimal places, or scientific notation.
 *
 * <p>Only the elements that are finite and not zero decide the notation and the width.
 */
final class FloatingFormatter extends ElementFormatter {
  private static final double LARGEST_RATIO = 1000;
  private static final double LARGEST_PLAIN = 1e8;
  private static final double SMALLEST_PLAIN = 1e-4;

  private final double[] values;
  private final int precision;
  private final boolean scientific;
  private final boolean whole;
  private final int width;

  FloatingFormatter(double[] values, PrintSettings settings) {
    this(values, false, settings);
  }

  /**
   * Makes a formatter.
   *
   * @param scales whether the dtype is float8_e8m0fnu, where LibTorch takes 2<sup>-127</sup> for
   *     zero and nan for finite, so that a nan forces plain decimal places
   */
  FloatingFormatter(double[] values, boolean scales, PrintSettings settings) {
    this.values = values;
    this.precision = settings.precision();
    double zero = scales ? 0x1p-127 : 0;
    boolean allWhole = true;
    boolean nanDecides = false;
    double smallestPositive = Double.POSITIVE_INFINITY;
    double largestPositive = 0;
    double smallestNegative = Double.POSITIVE_INFINITY;
    double largestNegative = 0;
    for (double value : values) {
      double magnitude = Math.abs(value);
      if (magnitude <= zero || !(magnitude <= Double.MAX_VALUE)) {
        nanDecides |= scales && Double.isNaN(magnitude);
        continue;
      }
      allWhole = allWhole && value == Math.rint(value);
      if (value > 0) {
        smallestPositive = Math.min(smallestPositive, magnitude);
        largestPositive = Math.max(largestPositive, magnitude);
      } else {
        smallestNegative = Math.min(smallestNegative, magnitude);
        largestNegative = Math.max(largestNegative, magnitude);
      }
    }
    this.whole = allWhole && !nanDecides;

    double smallest = Math.min(smallestPositive, smallestNegative);
    double largest = Math.max(largestPositive, largestNegative);
    boolean wide =
        largest / smallest > LARGEST_RATIO || largest > LARGEST_PLAIN || smallest < SMALLEST_PLAIN;
    Boolean chosen = settings.sciMode();
    this.scientific =
        (largest > 0 || nanDecides) && (chosen != null ? chosen : wide && !nanDecides);
    // A text of either sign is longest at the largest magnitude or, in scientific notation, at the
    // smallest one.
    int longest = nanDecides ? 3 : 1;
    if (largestPositive > 0) {
      longest = Math.max(longest, Math.max(length(largestPositive), length(smallestPositive)));
    }
    if (largestNegative > 0) {
      longest = Math.max(longest, Math.max(length(-largestNegative), length(-smallestNegative)));
    }
    this.width = longest;
  }

  @Override
  int width() {
    return width;
  }

  @Override
  void append(StringBuilder text, int index) {
    int start = text.length();
    append(text, values[index]);
    padLeft(text, start, width);
  }

  /** Appends an element without padding. */
  void appendUnpadded(StringBuilder text, int index) {
    append(text, values[index]);
  }

  private int length(double value) {
    StringBuilder text = new StringBuilder(32);
    append(text, value);
    return text.length();
  }

  private void append(StringBuilder text, double value) {
    if (scientific) {
      PythonNumber.appendScientific(text, value, precision);
    } else if (whole) {
      PythonNumber.appendFixed(text, value, 0);
      if (Double.isFinite(value)) {
        text.append('.');
      }
    } else {
      PythonNumber.appendFixed(text, value, precision);
    }
  }
}
