package dev.obor;

/**
 * A complex number: Python's {@code complex}.
 *
 * @param real the real part
 * @param imaginary the imaginary part
 */
public record Complex(double real, double imaginary) {
  /** As Python prints it: {@code (1+2j)}. */
  @Override
  public String toString() {
    return PythonNumber.repr(real, imaginary);
  }
}
