package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the texts of numbers with Python's and with exact decimal arithmetic. */
class PythonNumberTest {
  private static final int TRIES = 200_000;

  static Stream<PrintGolden> goldens() {
    return PrintGolden.read("number-goldens.tsv").stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void printsAsPythonDoes(PrintGolden golden) {
    double value = number(golden, "bits");
    if (golden.has("imaginary")) {
      assertThat(PythonNumber.repr(value, number(golden, "imaginary")))
          .isEqualTo(golden.text("repr"));
      return;
    }
    int places = Integer.parseInt(golden.text("places"));
    assertThat(PythonNumber.repr(value)).isEqualTo(golden.text("repr"));
    assertThat(PythonNumber.scientific(value, places)).isEqualTo(golden.text("scientific"));
    if (golden.has("fixed")) {
      assertThat(PythonNumber.fixed(value, places)).isEqualTo(golden.text("fixed"));
    }
  }

  private static double number(PrintGolden golden, String name) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(golden.text(name), 16));
  }

  @Test
  void roundsAnyNumberAsExactArithmeticDoes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TRIES; i++) {
      double value = anyNumber(random);
      int precision = random.nextInt(22);
      assertThat(PythonNumber.scientific(value, precision))
          .isEqualTo(exactScientific(value, precision));
      if (Math.abs(value) < 1e25) {
        assertThat(PythonNumber.fixed(value, precision)).isEqualTo(exactFixed(value, precision));
      }
    }
  }

  @Test
  void roundsHalvesToEven() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < TRIES; i++) {
      int precision = random.nextInt(12);
      // With a place too few for the binary fraction, half the numbers lie halfway.
      double value = Math.scalb((double) random.nextLong(1L << 40), -random.nextInt(precision + 2));
      assertThat(PythonNumber.fixed(value, precision)).isEqualTo(exactFixed(value, precision));
      double whole = random.nextLong(1L << random.nextInt(1, 49)) * 10 + 5;
      assertThat(PythonNumber.scientific(whole, precision))
          .isEqualTo(exactScientific(whole, precision));
    }
  }

  @Test
  void shortestTextReadsBackAndNoShorterOneDoes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < TRIES; i++) {
      double value = anyNumber(random);
      String text = PythonNumber.repr(value);
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      int digits = new BigDecimal(text).stripTrailingZeros().precision();
      if (digits > 1) {
        BigDecimal exact = new BigDecimal(value);
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
          BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
          assertThat(shorter.doubleValue()).isNotEqualTo(value);
        }
      }
    }
  }

  private static double anyNumber(SplittableRandom random) {
    while (true) {
      double value =
          switch (random.nextInt(6)) {
            case 0 -> random.nextDouble(-10, 10);
            case 1 -> (float) random.nextDouble(-1e6, 1e6);
            case 2 -> Math.scalb(1.0, random.nextInt(-1074, 1024));
            case 3 -> random.nextInt() / Math.pow(10, random.nextInt(20));
            case 4 -> Double.longBitsToDouble(random.nextLong(1L << 53));
            default -> Double.longBitsToDouble(random.nextLong());
          };
      if (Double.isFinite(value) && value != 0) {
        return value;
      }
    }
  }

  private static String exactFixed(double value, int precision) {
    String sign = value < 0 ? "-" : "";
    return sign
        + new BigDecimal(Math.abs(value))
            .setScale(precision, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  private static String exactScientific(double value, int precision) {
    BigDecimal rounded =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    StringBuilder padded = new StringBuilder(digits);
    while (padded.length() <= precision) {
      padded.append('0');
    }
    if (precision > 0) {
      padded.insert(1, '.');
    }
    return (value < 0 ? "-" : "") + padded + String.format(Locale.ROOT, "e%+03d", exponent);
  }

  @Test
  void printsWholeNumbersAndTruthValues() {
    assertThat(PythonNumber.repr(7)).isEqualTo("7");
    assertThat(PythonNumber.repr(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(PythonNumber.repr(true)).isEqualTo("True");
    assertThat(PythonNumber.repr(false)).isEqualTo("False");
    assertThat(PythonNumber.repr(0.1f)).isEqualTo("0.10000000149011612");
  }

  @Test
  void refusesANegativePrecision() {
    assertThatThrownBy(() -> PythonNumber.fixed(1, -1))
        .isInstanceOf(ValueException.class)
        .hasMessage("precision must be 0 or more, but is -1");
    assertThatThrownBy(() -> PythonNumber.scientific(1, -2))
        .hasMessage("precision must be 0 or more, but is -2");
  }
}
