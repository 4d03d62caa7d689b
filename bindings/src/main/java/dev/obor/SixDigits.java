package dev.obor;

/** Numbers with six significant digits and no trailing zeros, as C's {@code %g} prints them. */
final class SixDigits {
  private SixDigits() {}

  static String of(double value) {
    String scientific = PythonNumber.scientific(value, 5);
    int e = scientific.indexOf('e');
    if (e < 0) {
      return scientific;
    }
    int exponent = Integer.parseInt(scientific.substring(e + 1));
    return exponent < -4 || exponent > 5
        ? stripped(scientific.substring(0, e)) + scientific.substring(e)
        : stripped(PythonNumber.fixed(value, 5 - exponent));
  }

  private static String stripped(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    int end = number.length();
    while (number.charAt(end - 1) == '0') {
      end--;
    }
    return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
