package dev.obor;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One number with its kind: a whole number, a real number, a truth value or a complex number, as
 * Python's {@code int}, {@code float}, {@code bool} and {@code complex}.
 *
 * <p>{@link Tensor#item()} returns it. It prints as Python prints the number. Wherever an operator
 * takes a {@code Number}, {@code Integer} and {@code Long} are whole numbers, {@code Float} and
 * {@code Double} are real ones, and this class gives the other kinds. Values are immutable and safe
 * for use by any thread.
 *
 * <pre>{@code
 * double loss = t.item().doubleValue();
 * x.add(Scalar.of(1, 2));   // x + (1+2j)
 * }</pre>
 */
public final class Scalar extends Number {
  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;
  private static final int INTEGER = 0;
  private static final int REAL = 1;
  private static final int BOOLEAN = 2;
  private static final int COMPLEX = 3;

  private final int kind;
  private final long first;
  private final long second;

  private Scalar(int kind, long first, long second) {
    this.kind = kind;
    this.first = first;
    this.second = second;
  }

  /** A whole number. */
  public static Scalar of(long value) {
    return new Scalar(INTEGER, value, 0);
  }

  /** A real number. */
  public static Scalar of(double value) {
    return new Scalar(REAL, Double.doubleToRawLongBits(value), 0);
  }

  /** A truth value. */
  public static Scalar of(boolean value) {
    return new Scalar(BOOLEAN, value ? 1 : 0, 0);
  }

  /** A complex number. */
  public static Scalar of(double real, double imaginary) {
    return new Scalar(
        COMPLEX, Double.doubleToRawLongBits(real), Double.doubleToRawLongBits(imaginary));
  }

  /** A complex number. */
  public static Scalar of(Complex value) {
    return of(value.real(), value.imaginary());
  }

  /** Reads what the native side writes: the kind and two words. */
  static Scalar ofWords(long[] words) {
    return new Scalar((int) words[0], words[1], words[2]);
  }

  /** The kind of any number, as the native side takes it; null is None. */
  static int kind(@Nullable Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return INTEGER;
    }
    if (number instanceof Double || number instanceof Float) {
      return REAL;
    }
    if (number instanceof Scalar scalar) {
      return scalar.kind;
    }
    if (number == null) {
      return NONE;
    }
    if (number instanceof Short || number instanceof Byte || number instanceof BigInteger) {
      return INTEGER;
    }
    throw new TypeException(
        "expected a number of a Java primitive type, a BigInteger or a Scalar, got "
            + number.getClass().getName());
  }

  /** The first word of any number: its value, or the bits of its real part. */
  static long first(@Nullable Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Double.doubleToRawLongBits(number.doubleValue());
    }
    if (number instanceof Scalar scalar) {
      return scalar.first;
    }
    if (number instanceof BigInteger big) {
      if (big.bitLength() > 63) {
        throw new TorchException("Overflow when unpacking long long: " + big);
      }
      return big.longValue();
    }
    return number == null ? 0 : number.longValue();
  }

  /** The second word of any number: the bits of its imaginary part. */
  static long second(@Nullable Number number) {
    return number instanceof Scalar scalar ? scalar.second : 0;
  }

  /** Any number with its kind. */
  static Scalar ofNumber(Number number) {
    return number instanceof Scalar scalar
        ? scalar
        : new Scalar(kind(number), first(number), second(number));
  }

  /** Numbers as triples of kind, first and second word. */
  static long[] words(Number[] numbers) {
    long[] words = new long[3 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      words[3 * i] = kind(numbers[i]);
      words[3 * i + 1] = first(numbers[i]);
      words[3 * i + 2] = second(numbers[i]);
    }
    return words;
  }

  /** Whether this is a whole number; a truth value is not. */
  public boolean isInteger() {
    return kind == INTEGER;
  }

  /** Whether this is a real number. */
  public boolean isFloatingPoint() {
    return kind == REAL;
  }

  /** Whether this is a truth value. */
  public boolean isBoolean() {
    return kind == BOOLEAN;
  }

  /** Whether this is a complex number. */
  public boolean isComplex() {
    return kind == COMPLEX;
  }

  /** Whether the number is not zero: Python's {@code bool(x)}. */
  public boolean booleanValue() {
    return (kind == INTEGER || kind == BOOLEAN)
        ? first != 0
        : (real() != 0 || Double.longBitsToDouble(second) != 0);
  }

  /** The number as a complex one. */
  public Complex complexValue() {
    return new Complex(real(), Double.longBitsToDouble(second));
  }

  /**
   * The number as a double, rounded where it is a large whole number.
   *
   * @throws TypeException if the number is complex
   */
  @Override
  public double doubleValue() {
    refuseComplex("float");
    return real();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  /**
   * The number as a long; a real number loses its fraction.
   *
   * @throws TypeException if the number is complex
   */
  @Override
  public long longValue() {
    refuseComplex("int");
    return kind == REAL ? (long) real() : first;
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  private double real() {
    return (kind == INTEGER || kind == BOOLEAN) ? (double) first : Double.longBitsToDouble(first);
  }

  private void refuseComplex(String wanted) {
    if (kind == COMPLEX) {
      throw new TypeException("can't convert complex to " + wanted);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar scalar
        && scalar.kind == kind
        && scalar.first == first
        && scalar.second == second;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, first, second);
  }

  /**
   * The number as Python's format specification says: Python's {@code f"{x:.3f}"}.
   *
   * <pre>{@code
   * loss.item().format(".4f"); // 0.6931
   * }</pre>
   *
   * @param specification such as {@code .4f}, {@code >8}, {@code +.2e}; empty for {@link #toString}
   * @throws ValueException if it is no specification, or not one for this kind of number
   */
  public String format(String specification) {
    return FormatSpecification.format(this, specification);
  }

  /** As Python prints the number: {@code 3}, {@code 0.5}, {@code True}, {@code (1+2j)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case INTEGER -> Long.toString(first);
      case BOOLEAN -> first != 0 ? "True" : "False";
      case COMPLEX -> complexValue().toString();
      default -> PythonNumber.repr(real());
    };
  }
}
