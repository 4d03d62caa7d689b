package dev.obor;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
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

  static Tensor tensor(@Nullable Object data, TensorOptions options) {
    try (Scope scope = Torch.scope()) {
      DType wanted = options.dtype;
      Device device = options.device;
      Tensor result;
      if (data instanceof Tensor tensor) {
        DType type = wanted == null ? tensor.dtype() : wanted;
        Device own = device == null ? tensor.device() : device;
        result = Aten.to_device(tensor.detach(), own, type, false, true, null);
      } else {
        Tensor own = ofOwnType(data, wanted);
        DType type = wanted == null ? inferred(own.dtype()) : wanted;
        Tensor converted = ElementConversion.convert(own, type);
        result =
            Aten.to_device(
                converted,
                device == null ? Torch.getDefaultDevice() : device,
                type,
                false,
                false,
                null);
      }
      if (Boolean.TRUE.equals(options.pinMemory)) {
        result = Aten.pin_memory(result, null);
      }
      return scope.keep(result);
    }
  }

  /** Real numbers take the default dtype and whole numbers int64, as Python's literals do. */
  private static DType inferred(DType own) {
    if (own.isComplex()) {
      DType real = Torch.getDefaultDtype();
      if (real.toComplex().toReal() != real) {
        throw new TorchException("invalid default scalar type for complex: " + real);
      }
      return real.toComplex();
    }
    if (own.isFloatingPoint()) {
      return Torch.getDefaultDtype();
    }
    return own == DType.BOOL ? own : DType.INT64;
  }

  /**
   * A tensor with the data's own element type: that of a Java array, else float64, int64, bool or
   * complex128.
   */
  private static Tensor ofOwnType(@Nullable Object data, @Nullable DType wanted) {
    if (data instanceof CharSequence) {
      throw new TypeException("new(): invalid data type 'str'");
    }
    long[] shape = shape(data);
    if (data != null && isSequence(data) && isPrimitive(leaf(data))) {
      Tensor flat = Aten.empty_memory_format(shape, dtypeOf(leaf(data)), null, null, null, null);
      if (numel(shape) > 0) {
        copy(data, flat, 0, shape, 0);
      }
      return flat;
    }
    return new NestedNumbers(data, shape, wanted).flat().reshape(shape);
  }

  private static long numel(long[] shape) {
    long numel = 1;
    for (long size : shape) {
      numel *= size;
    }
    return numel;
  }

  // ---- shape

  /**
   * The shape that the first elements suggest, as Python finds it; raggedness shows when the
   * elements are read.
   */
  private static long[] shape(@Nullable Object data) {
    List<Long> sizes = new ArrayList<>();
    Object level = data;
    while (level != null && isSequence(level)) {
      if (sizes.size() >= MOST_DIMENSIONS) {
        throw new ValueException("too many dimensions 'list'");
      }
      long length = length(level);
      sizes.add(length);
      Object first = length == 0 ? null : element(level, 0);
      if (first instanceof CharSequence) {
        throw new ValueException("too many dimensions 'str'");
      }
      if (length > 0 && first == null && level.getClass().isArray()) {
        refuseMissingRow(level.getClass().getComponentType());
      }
      level = first;
    }
    if (level instanceof Tensor tensor && tensor.dim() > 0) {
      tensor.size().forEach(sizes::add);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static void refuseMissingRow(Class<?> component) {
    if (component.isArray()) {
      throw new TorchException("Could not infer dtype of NoneType");
    }
  }

  /** Whether the data has elements of its own: an array or a collection. */
  static boolean isSequence(@Nullable Object data) {
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

  /** The elements of a sequence in their order. */
  static Collection<? extends @Nullable Object> elements(Object sequence) {
    if (sequence instanceof Collection<?> collection) {
      return collection;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(sequence); i++) {
      elements.add(Array.get(sequence, i));
    }
    return elements;
  }

  static void checkLength(Object sequence, long[] shape, int dim) {
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
        throw new TorchException("Could not infer dtype of NoneType");
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
    } else {
      throw new IllegalArgumentException("no array of primitives: " + row.getClass());
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
}
