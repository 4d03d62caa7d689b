package dev.obor;

/**
 * Writes complex numbers: real part, sign, imaginary part, {@code j}. Only the real parts stand in
 * columns.
 */
final class ComplexFormatter extends ElementFormatter {
  private final FloatingFormatter real;
  private final FloatingFormatter imaginary;

  ComplexFormatter(FloatingFormatter real, FloatingFormatter imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  @Override
  int width() {
    return real.width() + imaginary.width() + 1;
  }

  @Override
  void append(StringBuilder text, int index) {
    real.append(text, index);
    int middle = text.length();
    imaginary.appendUnpadded(text, index);
    if (text.charAt(middle) != '-') {
      text.insert(middle, '+');
    }
    text.append('j');
  }
}
