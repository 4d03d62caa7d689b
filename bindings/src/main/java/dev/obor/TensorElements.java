package dev.obor;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Copies a tensor's elements into Java arrays and lists. */
final class TensorElements {
  private interface Reader<A> {
    void read(long handle, long at, A to, int offset, int count);
  }

  private TensorElements() {}

  static float[] floats(Tensor tensor) {
    return read(tensor, DType.FLOAT32, float[]::new, TensorNatives::read_floats);
  }

  static double[] doubles(Tensor tensor) {
    return read(tensor, DType.FLOAT64, double[]::new, TensorNatives::read_doubles);
  }

  static long[] longs(Tensor tensor) {
    return read(tensor, DType.INT64, long[]::new, TensorNatives::read_longs);
  }

  static int[] ints(Tensor tensor) {
    return read(tensor, DType.INT32, int[]::new, TensorNatives::read_ints);
  }

  static short[] shorts(Tensor tensor) {
    return read(tensor, DType.INT16, short[]::new, TensorNatives::read_shorts);
  }

  static byte[] bytes(Tensor tensor) {
    DType type = tensor.dtype() == DType.UINT8 ? DType.UINT8 : DType.INT8;
    return read(tensor, type, byte[]::new, TensorNatives::read_bytes);
  }

  static boolean[] booleans(Tensor tensor) {
    return read(tensor, DType.BOOL, boolean[]::new, TensorNatives::read_booleans);
  }

  private static <A> A read(Tensor tensor, DType type, IntFunction<A> array, Reader<A> reader) {
    long count = tensor.numel();
    if (count > Integer.MAX_VALUE - 8) {
      throw new ValueException(
          "a tensor of " + count + " elements does not fit into one Java array; take parts of it");
    }
    A out = array.apply((int) count);
    try (Scope scope = Torch.scope()) {
      Tensor plain = plain(tensor, type);
      reader.read(plain.handle(), 0, out, 0, (int) count);
      Reference.reachabilityFence(plain);
    }
    return out;
  }

  /** The elements on the CPU, dense, in row-major order, of the given type, without gradients. */
  private static Tensor plain(Tensor tensor, DType type) {
    Tensor dense = dense(tensor);
    Tensor real = dense.dtype().isQuantized() ? Aten.dequantize_self(dense) : dense;
    Tensor moved = Aten.to_device(real, Device.CPU, type, false, false, null);
    return Aten.resolve_neg(Aten.resolve_conj(Aten.contiguous(moved, MemoryFormat.CONTIGUOUS)));
  }

  private static Tensor dense(Tensor tensor) {
    Tensor detached = tensor.detach();
    return detached.layout() == Layout.STRIDED ? detached : Aten.to_dense(detached, null, null);
  }

  /** Nested lists, or the bare number of a tensor without dimensions. */
  static Object nested(Tensor tensor) {
    IntFunction<Object> element = elements(tensor);
    long[] sizes = tensor.size().toArray();
    return nested(element, sizes, 0, new int[1]);
  }

  private static Object nested(IntFunction<Object> element, long[] sizes, int dim, int[] position) {
    if (dim == sizes.length) {
      return element.apply(position[0]++);
    }
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < sizes[dim]; i++) {
      list.add(nested(element, sizes, dim + 1, position));
    }
    return list;
  }

  private static IntFunction<Object> elements(Tensor tensor) {
    DType type = tensor.dtype();
    if (type.isComplex()) {
      double[] real;
      double[] imaginary;
      try (Scope scope = Torch.scope()) {
        Tensor plain = Aten.resolve_conj(dense(tensor).to(DType.COMPLEX128));
        real = doubles(Aten.real(plain));
        imaginary = doubles(Aten.imag(plain));
      }
      return i -> new Complex(real[i], imaginary[i]);
    }
    if (type == DType.BOOL) {
      boolean[] values = booleans(tensor);
      return i -> values[i];
    }
    if (type.isInteger()) {
      long[] values = longs(tensor);
      return i -> values[i];
    }
    double[] values = doubles(tensor);
    return i -> values[i];
  }
}
