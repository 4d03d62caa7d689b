package dev.obor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Rounds binary floating-point numbers to decimal ones, correctly: to the nearest, and to the even
 * neighbour where the exact binary value lies halfway, as C's {@code printf} does.
 *
 * <p>A number is a 64-bit significand times a power of two. Multiplied by a 64-bit power of ten it
 * gives 128 bits, exact for the powers 0 to 27 and too small by less than 2<sup>64</sup> otherwise;
 * where that error could change the answer, {@link BigDecimal} decides.
 */
final class DecimalRounding {
  /** The most significant digits that a {@code long} surely holds. */
  static final int MAX_DIGITS = 18;

  private static final long UNPROVEN = -1;
  private static final int SMALLEST_POWER = -308;
  private static final int LARGEST_POWER = 324 + MAX_DIGITS;
  private static final @Nullable PowerOfTen[] POWERS =
      new @Nullable PowerOfTen[LARGEST_POWER - SMALLEST_POWER + 1];
  private static final long[] LONG_POWERS = new long[MAX_DIGITS + 1];

  static {
    long power = 1;
    for (int i = 0; i <= MAX_DIGITS; i++, power *= 10) {
      LONG_POWERS[i] = power;
    }
  }

  private DecimalRounding() {}

  /**
   * A decimal number in scientific form.
   *
   * @param digits the significant digits, read as one whole number
   * @param exponent the power of ten of the first digit
   */
  record Decimal(long digits, int exponent) {}

  /**
   * 10 to a power, as {@code significand * 2^exponent}: the top bit is set, and what lies below 64
   * bits is cut off.
   */
  private record PowerOfTen(long significand, int exponent, boolean exact) {
    static PowerOfTen of(int power) {
      BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
      int length = ten.bitLength();
      if (power < 0) {
        int shift = length + 63;
        return new PowerOfTen(
            BigInteger.ONE.shiftLeft(shift).divide(ten).longValue(), -shift, false);
      }
      int shift = length - Long.SIZE;
      return new PowerOfTen(
          ten.shiftRight(shift).longValue(), shift, ten.getLowestSetBit() >= shift);
    }
  }

  /** Returns 10 to a power between 0 and {@link #MAX_DIGITS}. */
  static long powerOfTen(int power) {
    return LONG_POWERS[power];
  }

  /**
   * Rounds {@code magnitude * 10^places} to a whole number.
   *
   * @param magnitude a finite number that is not negative
   * @param places between 0 and {@link #MAX_DIGITS}
   * @return the whole number, or a negative number where it is too large or the short arithmetic
   *     could not prove it
   */
  static long toPlaces(double magnitude, int places) {
    if (magnitude == 0) {
      return 0;
    }
    long significand = significand(magnitude);
    int shift = Long.numberOfLeadingZeros(significand);
    return scale(significand << shift, exponent(magnitude) - shift, places);
  }

  /**
   * Rounds a number to a count of significant digits.
   *
   * @param magnitude a finite number above zero
   * @param count between 1 and {@link #MAX_DIGITS}
   */
  static Decimal toDigits(double magnitude, int count) {
    long significand = significand(magnitude);
    int shift = Long.numberOfLeadingZeros(significand);
    significand <<= shift;
    int exponent = exponent(magnitude) - shift;

    // The floor of the logarithm of the power of two below the number: exact, or one too small for
    // the number itself.
    // One too large would be wrong, since a number that is rounded up to a power of ten would go
    // unnoticed.
    int first = ((exponent + 63) * 315653) >> 20;
    long digits = scale(significand, exponent, count - 1 - first);
    if (digits >= LONG_POWERS[count]) {
      first++;
      digits = scale(significand, exponent, count - 1 - first);
    }
    if (digits != UNPROVEN) {
      return new Decimal(digits, first);
    }
    BigDecimal rounded =
        new BigDecimal(magnitude).round(new MathContext(count, RoundingMode.HALF_EVEN));
    int precision = rounded.precision();
    return new Decimal(
        rounded.unscaledValue().longValueExact() * LONG_POWERS[count - precision],
        precision - 1 - rounded.scale());
  }

  private static long significand(double magnitude) {
    long bits = Double.doubleToRawLongBits(magnitude);
    long fraction = bits & ((1L << 52) - 1);
    return bits >>> 52 == 0 ? fraction : fraction | 1L << 52;
  }

  private static int exponent(double magnitude) {
    return Math.max((int) (Double.doubleToRawLongBits(magnitude) >>> 52), 1) - 1075;
  }

  /**
   * Rounds {@code significand * 2^exponent * 10^power}; the significand has its top bit set and is
   * unsigned.
   */
  private static long scale(long significand, int exponent, int power) {
    PowerOfTen ten = power(power);
    long low = significand * ten.significand();
    // Both factors are negative as signed numbers, hence the two corrections to the signed product.
    long high = Math.multiplyHigh(significand, ten.significand()) + significand + ten.significand();
    int shift = -(exponent + ten.exponent()) - Long.SIZE;
    if (shift > Long.SIZE) {
      return 0;
    }
    if (shift < 2) {
      return UNPROVEN;
    }
    long whole = shift == Long.SIZE ? 0 : high >>> shift;
    long rest = shift == Long.SIZE ? high : high & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    if (rest == half && low == 0 && ten.exact()) {
      return whole + (whole & 1);
    }
    if (Long.compareUnsigned(rest, half) >= 0) {
      return whole + 1;
    }
    // The true rest is below (rest + 1) * 2^64 + low.
    return ten.exact() || rest + 1 != half ? whole : UNPROVEN;
  }

  private static PowerOfTen power(int power) {
    int index = power - SMALLEST_POWER;
    PowerOfTen known = POWERS[index];
    if (known == null) {
      // Threads that race here store equal values.
      known = PowerOfTen.of(power);
      POWERS[index] = known;
    }
    return known;
  }
}
