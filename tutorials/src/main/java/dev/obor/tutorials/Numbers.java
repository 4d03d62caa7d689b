package dev.obor.tutorials;

import java.math.BigInteger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The numbers that options take, with the limits of each. */
final class Numbers {
  private Numbers() {}

  /** A whole number from 0 up. */
  static final class NotNegative implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return wholeNumber(value, 0);
    }
  }

  /** A whole number from 1 up. */
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return wholeNumber(value, 1);
    }
  }

  /** The edge of a picture that survives the five halvings of a convolutional network. */
  static final class ImageEdge implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return wholeNumber(value, 32);
    }
  }

  /** A learning rate: finite and not negative. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double rate;
      try {
        rate = Double.parseDouble(value);
      } catch (NumberFormatException e) {
        rate = Double.NaN;
      }
      if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
        throw new TypeConversionException("'" + value + "' is not a number from 0 up");
      }
      return rate;
    }
  }

  private static int wholeNumber(String value, int smallest) {
    try {
      int number = new BigInteger(value).intValueExact();
      if (number >= smallest) {
        return number;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // The message below says what is expected.
    }
    throw new TypeConversionException(
        "'" + value + "' is not a whole number from " + smallest + " to " + Integer.MAX_VALUE);
  }
}
