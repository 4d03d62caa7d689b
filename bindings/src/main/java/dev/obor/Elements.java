package dev.obor;

/**
 * The values of the elements that a tensor's text shows, in the row-major order of {@link
 * ShownElements}.
 */
interface Elements {
  /** Decides how these elements are written. */
  ElementFormatter formatter(PrintSettings settings);

  /**
   * Returns elements of a floating-point dtype other than float8_e8m0fnu, widened to {@code
   * double}.
   */
  static Elements floating(double[] values) {
    return settings -> new FloatingFormatter(values, settings);
  }

  /** Returns elements of the dtype float8_e8m0fnu, widened to {@code double}. */
  static Elements scales(double[] values) {
    return settings -> new FloatingFormatter(values, true, settings);
  }

  /** Returns elements of a complex dtype, their parts widened to {@code double}. */
  static Elements complex(double[] real, double[] imaginary) {
    return settings ->
        new ComplexFormatter(
            new FloatingFormatter(real, settings), new FloatingFormatter(imaginary, settings));
  }

  /** Returns elements of an integer dtype. */
  static Elements integers(long[] values) {
    return settings -> WholeFormatter.signed(values);
  }

  /** Returns elements of the dtype uint64, whose bits are taken as unsigned. */
  static Elements unsigned(long[] values) {
    return settings -> WholeFormatter.unsigned(values);
  }

  /** Returns elements of the dtype bool. */
  static Elements booleans(boolean[] values) {
    return settings -> new BooleanFormatter(values);
  }

  /** Reads elements: given which ones are shown, returns exactly those. */
  @FunctionalInterface
  interface Source {
    Elements read(ShownElements shown);
  }
}
