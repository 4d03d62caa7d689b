package dev.obor.vision.ops;

import dev.obor.DType;

/**
 * Computes as the elements of a tensor do: where one number decides, such as whether a box is left
 * out, the last bit counts.
 */
enum Precision {
  SINGLE {
    @Override
    double round(double value) {
      return (float) value;
    }
  },
  DOUBLE {
    @Override
    double round(double value) {
      return value;
    }
  };

  /** A result in the precision; of one operation on such numbers it is exact. */
  abstract double round(double value);

  static Precision of(DType dtype) {
    return dtype == DType.FLOAT64 ? DOUBLE : SINGLE;
  }
}
