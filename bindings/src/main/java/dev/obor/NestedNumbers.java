package dev.obor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of nested lists, with the texts that Python has for what is not a number.
 *
 * <p>As Python does, it first looks at everything to find the kind of numbers, unless the caller
 * wants a dtype, and then reads the elements.
 */
final class NestedNumbers {
  /** In the order of promotion. */
  private enum Kind {
    BOOLEAN,
    INTEGER,
    REAL,
    COMPLEX
  }

  private final @Nullable Object data;
  private final long[] shape;
  private final Kind kind;
  private final boolean unsigned;
  private final List<Object> numbers = new ArrayList<>();

  NestedNumbers(@Nullable Object data, long[] shape, @Nullable DType wanted) {
    this.data = data;
    this.shape = shape;
    this.kind = wanted == null ? inferred(data) : kind(wanted);
    this.unsigned = wanted == DType.UINT64;
  }

  private static Kind kind(DType wanted) {
    if (wanted.isComplex()) {
      return Kind.COMPLEX;
    }
    if (wanted.isFloatingPoint()) {
      return Kind.REAL;
    }
    return wanted == DType.BOOL ? Kind.BOOLEAN : Kind.INTEGER;
  }

  // ---- what kind of numbers there are

  private static Kind inferred(@Nullable Object value) {
    if (value instanceof CharSequence) {
      throw new TypeException("new(): invalid data type 'str'");
    }
    if (value != null && NestedData.isSequence(value)) {
      Kind kind = null;
      for (Object element : NestedData.elements(value)) {
        Kind next = inferred(element);
        kind = kind == null || kind.compareTo(next) < 0 ? next : kind;
      }
      return kind == null ? Kind.REAL : kind;
    }
    Object number = number(value);
    if (number == null) {
      throw new TorchException("Could not infer dtype of " + typeName(value));
    }
    return kindOf(number);
  }

  private static Kind kindOf(Object number) {
    if (number instanceof Boolean) {
      return Kind.BOOLEAN;
    }
    if (number instanceof Complex) {
      return Kind.COMPLEX;
    }
    return number instanceof Double ? Kind.REAL : Kind.INTEGER;
  }

  /** The value as Boolean, Long, BigInteger, Double or Complex; null if it is no number. */
  private static @Nullable Object number(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      return tensor.numel() == 1 ? number(tensor.item()) : kindOfTensor(tensor);
    }
    if (value instanceof Scalar scalar) {
      return ofScalar(scalar);
    }
    if (value instanceof Boolean || value instanceof Complex) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof BigInteger big && big.bitLength() > 63) {
      return big;
    }
    boolean whole =
        value instanceof Long
            || value instanceof Integer
            || value instanceof Short
            || value instanceof Byte
            || value instanceof BigInteger;
    return whole && value instanceof Number number ? number.longValue() : null;
  }

  private static Object ofScalar(Scalar scalar) {
    if (scalar.isComplex()) {
      return scalar.complexValue();
    }
    if (scalar.isBoolean()) {
      return scalar.booleanValue();
    }
    return scalar.isInteger() ? (Object) scalar.longValue() : (Object) scalar.doubleValue();
  }

  /** Some number of the kind that the elements of a tensor are. */
  private static Object kindOfTensor(Tensor tensor) {
    DType type = tensor.dtype();
    return type.isComplex()
        ? new Complex(0, 0)
        : type.isFloatingPoint() ? (Object) 0.0 : type == DType.BOOL ? (Object) false : (Object) 0L;
  }

  private static String typeName(@Nullable Object value) {
    if (value == null) {
      return "NoneType";
    }
    return value instanceof CharSequence
        ? "str"
        : NestedData.isSequence(value) ? "list" : value.getClass().getSimpleName();
  }

  // ---- the numbers themselves

  /** A one-dimensional tensor of bool, int64, uint64, float64 or complex128. */
  Tensor flat() {
    long numel = 1;
    for (long size : shape) {
      numel *= size;
    }
    if (numel > 0) {
      collect(data, 0);
    }
    return switch (kind) {
      case COMPLEX -> complexes();
      case REAL -> NestedData.flat(numbers.stream().mapToDouble(NestedNumbers::real).toArray());
      case INTEGER -> integers();
      case BOOLEAN -> booleans();
    };
  }

  private void collect(@Nullable Object value, int dim) {
    if (dim == shape.length) {
      numbers.add(element(value));
    } else if (value instanceof Tensor tensor) {
      collect(tensor.tolist(), dim);
    } else if (value == null || !NestedData.isSequence(value)) {
      throw new TypeException("not a sequence");
    } else {
      NestedData.checkLength(value, shape, dim);
      for (Object inner : NestedData.elements(value)) {
        collect(inner, dim + 1);
      }
    }
  }

  private Object element(@Nullable Object value) {
    Object number = NestedData.isSequence(value) ? null : number(value);
    if (number == null) {
      throw wrongType(typeName(value));
    }
    boolean whole = kind == Kind.INTEGER;
    if (number instanceof Complex && (whole || kind == Kind.REAL)) {
      throw wrongType("complex");
    }
    if (whole && number instanceof BigInteger big && !(unsigned && big.bitLength() <= 64)) {
      throw unsigned
          ? new TorchException("int too big to convert")
          : new ValueException("Overflow when unpacking long long: " + big);
    }
    if (whole && unsigned && number instanceof Double) {
      throw wrongType("float");
    }
    if (whole && unsigned && number instanceof Number n && n.doubleValue() < 0) {
      throw new TorchException("can't convert negative int to unsigned");
    }
    return number;
  }

  private TypeException wrongType(String name) {
    if (unsigned) {
      return new TypeException("an integer is required");
    }
    return new TypeException(
        kind == Kind.REAL || kind == Kind.COMPLEX
            ? "must be real number, not " + name
            : "'" + name + "' object cannot be interpreted as an integer");
  }

  /** Real numbers stay what they are where whole ones are wanted: the conversion looks at them. */
  private Tensor integers() {
    if (numbers.stream().anyMatch(Double.class::isInstance)) {
      return NestedData.flat(numbers.stream().mapToDouble(NestedNumbers::real).toArray());
    }
    Tensor words = NestedData.flat(numbers.stream().mapToLong(NestedNumbers::word).toArray());
    return unsigned ? Aten.view_dtype(words, DType.UINT64) : words;
  }

  private Tensor booleans() {
    boolean[] values = new boolean[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      Complex value = complex(numbers.get(i));
      values[i] = value.real() != 0 || value.imaginary() != 0;
    }
    return NestedData.flat(values);
  }

  private Tensor complexes() {
    double[] real = numbers.stream().mapToDouble(n -> complex(n).real()).toArray();
    double[] imaginary = numbers.stream().mapToDouble(n -> complex(n).imaginary()).toArray();
    return Aten.complex(NestedData.flat(real), NestedData.flat(imaginary));
  }

  private static long word(Object number) {
    return number instanceof Boolean b ? (b ? 1 : 0) : ((Number) number).longValue();
  }

  private static double real(Object number) {
    return number instanceof Boolean b ? (b ? 1 : 0) : ((Number) number).doubleValue();
  }

  private static Complex complex(Object number) {
    return number instanceof Complex complex ? complex : new Complex(real(number), 0);
  }
}
