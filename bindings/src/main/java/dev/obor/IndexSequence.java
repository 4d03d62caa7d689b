package dev.obor;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists and arrays between brackets, by Python's rules: one of truth values is a mask, any other
 * one holds positions.
 */
final class IndexSequence {
  private static final int LONGEST_TUPLE = 31;
  private static final int MOST_DIMENSIONS = 128;

  private IndexSequence() {}

  static boolean isSequence(@Nullable Object value) {
    return value instanceof Collection || (value != null && value.getClass().isArray());
  }

  /** Whether the value is an array of numbers, of any depth: numpy's counterpart in Java. */
  private static boolean isNumberArray(Object value) {
    Class<?> type = value.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type.isPrimitive();
  }

  /**
   * The elements, where Python takes a list for several indices: a short one that holds sequences,
   * tensors, slices, the ellipsis or None. Null for any other, which is one index.
   */
  static @Nullable Object @Nullable [] asTuple(Object sequence) {
    if (isNumberArray(sequence)) {
      return null;
    }
    @Nullable Object[] elements = elements(sequence);
    if (elements.length > LONGEST_TUPLE) {
      return null;
    }
    for (Object element : elements) {
      if (element == null
          || element instanceof Tensor
          || element instanceof Index
          || isSequence(element)) {
        return elements;
      }
    }
    return null;
  }

  static @Nullable Object[] elements(Object sequence) {
    return sequence instanceof Collection<?> collection
        ? collection.toArray()
        : (Object[]) sequence;
  }

  /** The value of a whole number or a truth value; null for anything else. */
  static @Nullable Long wholeNumber(Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1L : 0L;
    }
    if (value instanceof Scalar scalar && (scalar.isInteger() || scalar.isBoolean())) {
      return scalar.longValue();
    }
    if (value instanceof BigInteger big) {
      if (big.bitLength() > 63) {
        throw new ValueException("Overflow when unpacking long long: " + big);
      }
      return big.longValue();
    }
    return null;
  }

  /** The number in an integer tensor with one element: Python's {@code __index__}. */
  static long index(Tensor tensor) {
    DType type = tensor.dtype();
    if (!(type.isInteger() || type == DType.BOOL) || tensor.numel() != 1) {
      throw new TypeException(
          "only integer tensors of a single element can be converted to an index");
    }
    return tensor.item().longValue();
  }

  /** A new tensor of positions or, for truth values only, a mask. */
  static Tensor tensor(Object sequence) {
    if (sequence instanceof long[] || sequence instanceof boolean[]) {
      return NestedData.flat(sequence);
    }
    Filling filling = new Filling(shape(sequence));
    if (filling.values.length > 0) {
      filling.add(sequence, 0);
    }
    return filling.tensor();
  }

  /** The shape that the first elements suggest; raggedness shows when the others are read. */
  private static long[] shape(Object sequence) {
    long[] sizes = new long[4];
    int dim = 0;
    Object level = sequence;
    while (isSequence(level)) {
      if (dim >= MOST_DIMENSIONS) {
        throw new ValueException("too many dimensions '" + PythonType.nameOf(level) + "'");
      }
      if (dim == sizes.length) {
        sizes = Arrays.copyOf(sizes, 2 * dim);
      }
      int length = length(level);
      sizes[dim++] = length;
      Object first = length == 0 ? null : element(level, 0);
      if (first == null) {
        break;
      }
      level = first;
    }
    return Arrays.copyOf(sizes, dim);
  }

  private static int length(Object sequence) {
    return sequence instanceof Collection<?> collection
        ? collection.size()
        : Array.getLength(sequence);
  }

  private static @Nullable Object element(Object sequence, int index) {
    if (sequence instanceof List<?> list) {
      return list.get(index);
    }
    return sequence instanceof Collection<?> collection
        ? collection.stream().skip(index).findFirst().orElse(null)
        : Array.get(sequence, index);
  }

  /** Gathers the leaves of nested sequences in row-major order. */
  private static final class Filling {
    private final long[] shape;
    private final long[] values;
    private int count;
    private boolean onlyTruths = true;

    Filling(long[] shape) {
      this.shape = shape;
      long elements = 1;
      for (long size : shape) {
        elements = Math.multiplyExact(elements, size);
      }
      this.values = new long[Math.toIntExact(elements)];
    }

    void add(@Nullable Object value, int dim) {
      if (dim == shape.length) {
        values[count++] = leaf(value);
        return;
      }
      if (!isSequence(value)) {
        throw new TypeException("not a sequence");
      }
      Object sequence = Objects.requireNonNull(value);
      int length = length(sequence);
      if (length != shape[dim]) {
        throw new ValueException(
            "expected sequence of length "
                + shape[dim]
                + " at dim "
                + dim
                + " (got "
                + length
                + ")");
      }
      if (sequence instanceof int[] row) {
        for (int position : row) {
          values[count++] = position;
        }
        onlyTruths &= row.length == 0;
      } else if (sequence instanceof Collection<?> collection) {
        for (Object inner : collection) {
          add(inner, dim + 1);
        }
      } else {
        for (int i = 0; i < length; i++) {
          add(Array.get(sequence, i), dim + 1);
        }
      }
    }

    private long leaf(@Nullable Object value) {
      if (value == null) {
        throw new TorchException("Could not infer dtype of NoneType");
      }
      if (value instanceof Tensor tensor) {
        onlyTruths &= tensor.dtype() == DType.BOOL;
        return index(tensor);
      }
      onlyTruths &= value instanceof Boolean || (value instanceof Scalar s && s.isBoolean());
      Long whole = wholeNumber(value);
      if (whole != null) {
        return whole;
      }
      if (value instanceof Double
          || value instanceof Float
          || (value instanceof Scalar scalar && scalar.isFloatingPoint())) {
        return truncated(((Number) value).doubleValue());
      }
      if (isSequence(value)) {
        throw new TypeException("'list' object cannot be interpreted as an integer");
      }
      if (PythonType.nameOf(value).equals("complex")) {
        throw new TypeException("'complex' object cannot be interpreted as an integer");
      }
      if (value instanceof String) {
        throw new TypeException("new(): invalid data type 'str'");
      }
      throw new TorchException("Could not infer dtype of " + PythonType.nameOf(value));
    }

    private static long truncated(double value) {
      if (!(value >= -0x1p63 && value < 0x1p63)) {
        throw new TorchException("value cannot be converted to type int64 without overflow");
      }
      return (long) value;
    }

    Tensor tensor() {
      Object flat = values;
      if (onlyTruths && values.length > 0) {
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < mask.length; i++) {
          mask[i] = values[i] != 0;
        }
        flat = mask;
      }
      Tensor tensor = NestedData.flat(flat);
      return shape.length == 1 ? tensor : NestedData.shaped(tensor, shape);
    }
  }
}
