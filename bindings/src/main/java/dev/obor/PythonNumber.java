package dev.obor;

import dev.obor.DecimalRounding.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Prints numbers as Python prints them.
 *
 * <p>Java's own texts differ: {@code Double.toString(1e-5)} is {@code 1.0E-5} where Python has
 * {@code 1e-05}, and {@code String.format("%.2f", 0.125)} rounds half up to {@code 0.13} where
 * Python has {@code 0.12}. The texts here do not depend on the locale.
 *
 * <pre>{@code
 * PythonNumber.repr(1e-5);             // 1e-05
 * PythonNumber.fixed(0.125, 2);        // 0.12
 * PythonNumber.scientific(1234.5, 4);  // 1.2345e+03
 * }</pre>
 */
public final class PythonNumber {
  private static final int MAX_PLACES = 18;
  private static final int LARGEST_PLAIN_EXPONENT = 15;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;
  private static final double[] EXACT_POWERS = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < EXACT_POWERS.length; i++, power *= 10) {
      EXACT_POWERS[i] = power;
    }
  }

  private PythonNumber() {}

  /**
   * The cosine, as Python's {@code math.cos} computes it: by the C library, from which {@link
   * Math#cos} may differ in the last bit.
   */
  public static double cos(double x) {
    return LibmNatives.cosine(x);
  }

  /**
   * A power, as Python's {@code base ** exponent} of two floats: by the C library, from which
   * {@link Math#pow} may differ in the last bit.
   */
  public static double pow(double base, double exponent) {
    return LibmNatives.power(base, exponent);
  }

  /**
   * The natural logarithm, as Python's {@code math.log} computes it: by the C library, from which
   * {@link Math#log} may differ in the last bit.
   */
  public static double log(double x) {
    return LibmNatives.natural_logarithm(x);
  }

  /**
   * Returns the shortest text that reads back as the number, as Python's {@code repr(float)} does.
   *
   * <p>A {@code float} is widened first, as Python's {@code tensor.item()} does: {@code repr(0.1f)}
   * is {@code 0.10000000149011612}.
   *
   * @param value any number
   * @return for example {@code 0.1}, {@code 1.0}, {@code 1e-05}, {@code 1e+16}, {@code -0.0},
   *     {@code inf}, {@code nan}
   */
  public static String repr(double value) {
    StringBuilder text = new StringBuilder(32);
    appendRepr(text, value, true);
    return text.toString();
  }

  /**
   * Returns the text of a complex number, as Python's {@code repr(complex)} does.
   *
   * @param real the real part
   * @param imaginary the imaginary part
   * @return for example {@code (1+2j)}, {@code 2j}, {@code (-0-1.5j)}, {@code (nan+infj)}
   */
  public static String repr(double real, double imaginary) {
    StringBuilder text = new StringBuilder(64);
    if (Double.doubleToRawLongBits(real) == 0) {
      appendRepr(text, imaginary, false);
      return text.append('j').toString();
    }
    text.append('(');
    appendRepr(text, real, false);
    int middle = text.length();
    appendRepr(text, imaginary, false);
    if (text.charAt(middle) != '-') {
      text.insert(middle, '+');
    }
    return text.append("j)").toString();
  }

  /**
   * Returns the text of a whole number, as Python's {@code repr(int)} does.
   *
   * @param value any number
   * @return its decimal digits, after a minus sign if it is negative
   */
  public static String repr(long value) {
    return Long.toString(value);
  }

  /**
   * Returns {@code True} or {@code False}, as Python's {@code repr(bool)} does.
   *
   * @param value the truth value
   * @return the capitalized word
   */
  public static String repr(boolean value) {
    return value ? "True" : "False";
  }

  /**
   * Returns the number with a fixed count of decimal places, as Python's {@code f"{value:.4f}"}
   * does.
   *
   * <p>Rounds the exact binary value, halves to even.
   *
   * @param value any number
   * @param precision the count of decimal places, 0 or more
   * @return for example {@code 0.1000}, {@code -0.0000}, {@code inf}, {@code nan}
   * @throws ValueException if the precision is negative
   */
  public static String fixed(double value, int precision) {
    StringBuilder text = new StringBuilder(32);
    appendFixed(text, value, requirePrecision(precision));
    return text.toString();
  }

  /**
   * Returns the number in scientific notation, as Python's {@code f"{value:.4e}"} does.
   *
   * <p>Rounds the exact binary value, halves to even. The exponent has a sign and two digits at
   * least.
   *
   * @param value any number
   * @param precision the count of digits after the point, 0 or more
   * @return for example {@code 1.0000e-05}, {@code -0.0000e+00}, {@code inf}, {@code nan}
   * @throws ValueException if the precision is negative
   */
  public static String scientific(double value, int precision) {
    StringBuilder text = new StringBuilder(32);
    appendScientific(text, value, requirePrecision(precision));
    return text.toString();
  }

  static void appendFixed(StringBuilder text, double value, int precision) {
    if (appendNonFinite(text, value)) {
      return;
    }
    double magnitude = appendSign(text, value);
    long digits = precision <= MAX_PLACES ? DecimalRounding.toPlaces(magnitude, precision) : -1;
    if (digits < 0) {
      text.append(
          new BigDecimal(magnitude).setScale(precision, RoundingMode.HALF_EVEN).toPlainString());
      return;
    }
    long one = DecimalRounding.powerOfTen(precision);
    long whole = digits / one;
    text.append(whole);
    appendFraction(text, digits - whole * one, precision);
  }

  static void appendScientific(StringBuilder text, double value, int precision) {
    if (appendNonFinite(text, value)) {
      return;
    }
    double magnitude = appendSign(text, value);
    int exponent = 0;
    if (magnitude == 0) {
      text.append('0');
      appendFraction(text, 0, precision);
    } else if (precision < DecimalRounding.MAX_DIGITS) {
      Decimal decimal = DecimalRounding.toDigits(magnitude, precision + 1);
      long one = DecimalRounding.powerOfTen(precision);
      long first = decimal.digits() / one;
      text.append((char) ('0' + first));
      appendFraction(text, decimal.digits() - first * one, precision);
      exponent = decimal.exponent();
    } else {
      BigDecimal exact = new BigDecimal(magnitude);
      if (precision < exact.precision()) {
        exact = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
      }
      String digits = exact.unscaledValue().toString();
      text.append(digits, 0, 1).append('.').append(digits, 1, digits.length());
      appendZeros(text, precision + 1 - digits.length());
      exponent = digits.length() - 1 - exact.scale();
    }
    appendExponent(text, exponent);
  }

  private static int requirePrecision(int precision) {
    if (precision < 0) {
      throw new ValueException("precision must be 0 or more, but is " + precision);
    }
    return precision;
  }

  private static void appendRepr(StringBuilder text, double value, boolean showsPoint) {
    if (appendNonFinite(text, value)) {
      return;
    }
    double magnitude = appendSign(text, value);
    Decimal shortest = magnitude == 0 ? new Decimal(0, 0) : shortest(magnitude);
    String digits = significantDigits(shortest.digits());
    int exponent = shortest.exponent();
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      text.append(digits, 0, 1);
      if (digits.length() > 1) {
        text.append('.').append(digits, 1, digits.length());
      }
      appendExponent(text, exponent);
      return;
    }
    int pointAt = exponent + 1;
    if (pointAt <= 0) {
      text.append("0.");
      appendZeros(text, -pointAt);
      text.append(digits);
    } else if (pointAt < digits.length()) {
      text.append(digits, 0, pointAt).append('.').append(digits, pointAt, digits.length());
    } else {
      text.append(digits);
      appendZeros(text, pointAt - digits.length());
      if (showsPoint) {
        text.append(".0");
      }
    }
  }

  private static String significantDigits(long digits) {
    long rest = digits;
    while (rest != 0 && rest % 10 == 0) {
      rest /= 10;
    }
    return Long.toString(rest);
  }

  /** Returns the shortest decimal that reads back as the number, and of those the nearest. */
  private static Decimal shortest(double magnitude) {
    // Every decimal of 15 digits survives a normal double, so a shorter one shows up as trailing
    // zeros here.
    int count = magnitude < Double.MIN_NORMAL ? 1 : 15;
    while (true) {
      Decimal nearest = DecimalRounding.toDigits(magnitude, count);
      if (count == 17 || read(nearest, count) == magnitude) {
        return nearest;
      }
      if (isPowerOfTwo(magnitude)) {
        // Doubles lie half as far apart below a power of two: the decimal above may read back where
        // the nearest does not.
        Decimal above = new Decimal(nearest.digits() + 1, nearest.exponent());
        if (read(above, count) == magnitude) {
          return above;
        }
      }
      count++;
    }
  }

  private static boolean isPowerOfTwo(double magnitude) {
    return (Double.doubleToRawLongBits(magnitude) & ((1L << 52) - 1)) == 0;
  }

  private static double read(Decimal decimal, int count) {
    long digits = decimal.digits();
    int power = decimal.exponent() - (count - 1);
    if (digits <= 1L << 53 && Math.abs(power) < EXACT_POWERS.length) {
      // Both operands are exact, so the one rounding of the operation is the right one.
      return power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
    }
    return Double.parseDouble(digits + "e" + power);
  }

  private static boolean appendNonFinite(StringBuilder text, double value) {
    if (Double.isFinite(value)) {
      return false;
    }
    text.append(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
    return true;
  }

  private static double appendSign(StringBuilder text, double value) {
    if (Double.doubleToRawLongBits(value) < 0) {
      text.append('-');
    }
    return Math.abs(value);
  }

  private static void appendFraction(StringBuilder text, long digits, int count) {
    if (count == 0) {
      return;
    }
    text.append('.');
    int zeros = Math.min(count, DecimalRounding.MAX_DIGITS) - 1;
    for (; zeros > 0 && digits < DecimalRounding.powerOfTen(zeros); zeros--) {
      text.append('0');
    }
    text.append(digits);
    appendZeros(text, count - DecimalRounding.MAX_DIGITS);
  }

  private static void appendZeros(StringBuilder text, int count) {
    for (int i = 0; i < count; i++) {
      text.append('0');
    }
  }

  private static void appendExponent(StringBuilder text, int exponent) {
    int magnitude = Math.abs(exponent);
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (magnitude < 10) {
      text.append('0');
    }
    text.append(magnitude);
  }
}
