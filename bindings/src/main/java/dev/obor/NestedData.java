package dev.obor;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors from Java numbers, arrays of any depth and nested lists, by the rules of {@code
 * torch.tensor}.
 */
final class NestedData {
  private static final int MOST_DIMENSIONS = 128;

  private NestedData() {}

  static Tensor tensor(Object data, TensorOptions options) {
    try (Scope scope = Torch.scope()) {
      Tensor own = ofOwnType(data);
      DType wanted = options.dtype;
      DType type = wanted == null ? inferred(own.dtype()) : wanted;
      refuseOverflow(own, type);
      Device device = options.device == null ? Device.CPU : options.device;
      Tensor result = Aten.to_device(own, device, type, false, false, null);
      if (Boolean.TRUE.equals(options.pinMemory)) {
        result = Aten.pin_memory(result, null);
      }
      return scope.keep(result);
    }
  }

  /** Real numbers take the default dtype and whole numbers int64, as Python's literals do. */
  private static DType inferred(DType own) {
    if (own.isComplex()) {
      return Torch.getDefaultDtype().toComplex();
    }
    if (own.isFloatingPoint()) {
      return Torch.getDefaultDtype();
    }
    return own == DType.BOOL ? own : DType.INT64;
  }

  private static void refuseOverflow(Tensor own, DType type) {
    boolean narrows =
        own.dtype().isInteger() && type.isInteger() && type != DType.INT64 && own.numel() > 0;
    if (!narrows) {
      return;
    }
    Tensor back = own.to(type).to(own.dtype());
    if (!Aten.equal(back, own)) {
      String name = type.toString().substring("torch.".length());
      throw new TorchException("value cannot be converted to type " + name + "_t without overflow");
    }
  }

  /**
   * A tensor with the data's own element type: that of a Java array, else float64, int64, bool or
   * complex128.
   */
  private static Tensor ofOwnType(Object data) {
    if (data instanceof Tensor tensor) {
      return tensor.detach().clone();
    }
    long[] shape = shape(data);
    if (isPrimitive(leaf(data))) {
      Tensor flat = Aten.empty_memory_format(shape, dtypeOf(leaf(data)), null, null, null, null);
      copy(data, flat, 0, shape, 0);
      return flat;
    }
    List<Object> numbers = new ArrayList<>();
    collect(data, shape, 0, numbers);
    return ofNumbers(numbers).reshape(shape);
  }

  // ---- shape

  /**
   * The shape that the first elements suggest, as Python finds it; raggedness shows when the
   * elements are read.
   */
  private static long[] shape(Object data) {
    List<Long> sizes = new ArrayList<>();
    Object level = data;
    while (isSequence(level)) {
      if (sizes.size() >= MOST_DIMENSIONS) {
        throw new ValueException("too many dimensions '" + level.getClass().getSimpleName() + "'");
      }
      long length = length(level);
      sizes.add(length);
      Object first = length == 0 ? null : element(level, 0);
      if (first == null) {
        break;
      }
      level = first;
    }
    if (level instanceof Tensor tensor && tensor.dim() > 0) {
      tensor.size().forEach(sizes::add);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static boolean isSequence(@Nullable Object data) {
    return data instanceof Collection || (data != null && data.getClass().isArray());
  }

  private static int length(Object sequence) {
    return sequence instanceof Collection<?> c ? c.size() : Array.getLength(sequence);
  }

  private static @Nullable Object element(Object sequence, int index) {
    if (sequence instanceof List<?> list) {
      return list.get(index);
    }
    if (sequence instanceof Collection<?> collection) {
      return collection.stream().skip(index).findFirst().orElse(null);
    }
    return Array.get(sequence, index);
  }

  private static void checkLength(Object sequence, long[] shape, int dim) {
    long length = length(sequence);
    if (length != shape[dim]) {
      throw new ValueException(
          "expected sequence of length " + shape[dim] + " at dim " + dim + " (got " + length + ")");
    }
  }

  // ---- arrays of primitives

  /** The innermost component type of an array; the class itself for anything else. */
  private static Class<?> leaf(Object data) {
    Class<?> type = data.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type;
  }

  private static boolean isPrimitive(Class<?> type) {
    return type.isPrimitive() && type != char.class;
  }

  private static DType dtypeOf(Class<?> primitive) {
    if (primitive == float.class) {
      return DType.FLOAT32;
    }
    if (primitive == double.class) {
      return DType.FLOAT64;
    }
    if (primitive == long.class) {
      return DType.INT64;
    }
    if (primitive == int.class) {
      return DType.INT32;
    }
    if (primitive == short.class) {
      return DType.INT16;
    }
    return primitive == byte.class ? DType.INT8 : DType.BOOL;
  }

  /**
   * Copies nested arrays into a dense tensor from element {@code at} on; returns the element behind
   * the last one.
   */
  private static long copy(Object data, Tensor to, long at, long[] shape, int dim) {
    checkLength(data, shape, dim);
    if (dim == shape.length - 1) {
      return copyRow(data, to, at);
    }
    long next = at;
    for (Object inner : (Object[]) data) {
      if (inner == null) {
        throw new TypeException("expected a sequence at dim " + (dim + 1) + " (got None)");
      }
      next = copy(inner, to, next, shape, dim + 1);
    }
    return next;
  }

  private static long copyRow(Object row, Tensor to, long at) {
    long handle = to.handle();
    int count = Array.getLength(row);
    if (row instanceof float[] floats) {
      TensorNatives.write_floats(handle, at, floats, 0, count);
    } else if (row instanceof double[] doubles) {
      TensorNatives.write_doubles(handle, at, doubles, 0, count);
    } else if (row instanceof long[] longs) {
      TensorNatives.write_longs(handle, at, longs, 0, count);
    } else if (row instanceof int[] ints) {
      TensorNatives.write_ints(handle, at, ints, 0, count);
    } else if (row instanceof short[] shorts) {
      TensorNatives.write_shorts(handle, at, shorts, 0, count);
    } else if (row instanceof byte[] bytes) {
      TensorNatives.write_bytes(handle, at, bytes, 0, count);
    } else if (row instanceof boolean[] booleans) {
      TensorNatives.write_booleans(handle, at, booleans, 0, count);
    }
    Reference.reachabilityFence(to);
    return at + count;
  }

  /** A one-dimensional tensor of the array's own type with a copy of its elements. */
  static Tensor flat(Object array) {
    long[] shape = {Array.getLength(array)};
    DType type = dtypeOf(leaf(array));
    Tensor flat = Aten.empty_memory_format(shape, type, null, null, null, null);
    copyRow(array, flat, 0);
    return flat;
  }

  /** Gives a flat tensor its shape; the flat one is closed. */
  static Tensor shaped(Tensor flat, long[] shape) {
    if (shape.length == 0) {
      return flat;
    }
    try {
      return flat.view(shape);
    } finally {
      flat.close();
    }
  }

  // ---- numbers in lists

  private static void collect(@Nullable Object data, long[] shape, int dim, List<Object> numbers) {
    if (dim == shape.length) {
      if (isSequence(data)) {
        throw new TypeException("must be real number, not list");
      }
      numbers.add(number(data));
    } else if (data instanceof Tensor tensor) {
      collect(tensor.tolist(), shape, dim, numbers);
    } else if (data == null || !isSequence(data)) {
      throw new TypeException("not a sequence");
    } else {
      checkLength(data, shape, dim);
      for (int i = 0; i < shape[dim]; i++) {
        collect(element(data, i), shape, dim + 1, numbers);
      }
    }
  }

  private static Object number(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      return number(tensor.item());
    }
    if (value instanceof Scalar scalar) {
      return scalar.isComplex()
          ? scalar.complexValue()
          : scalar.isBoolean()
              ? (Object) scalar.booleanValue()
              : scalar.isInteger() ? (Object) scalar.longValue() : (Object) scalar.doubleValue();
    }
    if (value instanceof Boolean || value instanceof Complex) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof BigInteger big && big.bitLength() > 63) {
      throw new TorchException("Overflow when unpacking long long: " + big);
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger) {
      return ((Number) value).longValue();
    }
    throw new TypeException(
        "Could not infer dtype of "
            + (value == null ? "NoneType" : value.getClass().getSimpleName()));
  }

  private static Tensor ofNumbers(List<Object> numbers) {
    if (numbers.stream().anyMatch(Complex.class::isInstance)) {
      double[] real = numbers.stream().mapToDouble(n -> complex(n).real()).toArray();
      double[] imaginary = numbers.stream().mapToDouble(n -> complex(n).imaginary()).toArray();
      return Aten.complex(flat(real), flat(imaginary));
    }
    if (numbers.isEmpty() || numbers.stream().anyMatch(Double.class::isInstance)) {
      return flat(numbers.stream().mapToDouble(n -> complex(n).real()).toArray());
    }
    if (numbers.stream().allMatch(Boolean.class::isInstance)) {
      boolean[] values = new boolean[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (boolean) numbers.get(i);
      }
      return flat(values);
    }
    return flat(numbers.stream().mapToLong(NestedData::integer).toArray());
  }

  private static long integer(Object number) {
    return number instanceof Boolean b ? (b ? 1 : 0) : (long) number;
  }

  private static Complex complex(Object number) {
    if (number instanceof Complex complex) {
      return complex;
    }
    return new Complex(number instanceof Double d ? d : (double) integer(number), 0);
  }
}
