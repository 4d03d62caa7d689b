package dev.obor;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Copies a tensor's elements into Java arrays and lists, and those of arrays into a tensor. */
final class TensorElements {
  private interface Reader<A> {
    void read(long handle, long at, A to, int offset, int count);
  }

  private interface Writer<A> {
    void write(long handle, long at, A from, int offset, int count);
  }

  /** A type of array, and the dtype whose elements it has. */
  record Kind<A>(
      DType type,
      IntFunction<A> array,
      ToIntFunction<A> length,
      Reader<A> reader,
      Writer<A> writer) {}

  static final Kind<float[]> FLOATS =
      new Kind<>(
          DType.FLOAT32,
          float[]::new,
          array -> array.length,
          TensorNatives::read_floats,
          TensorNatives::write_floats);

  static final Kind<double[]> DOUBLES =
      new Kind<>(
          DType.FLOAT64,
          double[]::new,
          array -> array.length,
          TensorNatives::read_doubles,
          TensorNatives::write_doubles);

  static final Kind<long[]> LONGS =
      new Kind<>(
          DType.INT64,
          long[]::new,
          array -> array.length,
          TensorNatives::read_longs,
          TensorNatives::write_longs);

  static final Kind<int[]> INTS =
      new Kind<>(
          DType.INT32,
          int[]::new,
          array -> array.length,
          TensorNatives::read_ints,
          TensorNatives::write_ints);

  static final Kind<short[]> SHORTS =
      new Kind<>(
          DType.INT16,
          short[]::new,
          array -> array.length,
          TensorNatives::read_shorts,
          TensorNatives::write_shorts);

  static final Kind<boolean[]> BOOLEANS =
      new Kind<>(
          DType.BOOL,
          boolean[]::new,
          array -> array.length,
          TensorNatives::read_booleans,
          TensorNatives::write_booleans);

  private static final Kind<byte[]> BYTES = bytes(DType.INT8);
  private static final Kind<byte[]> UNSIGNED_BYTES = bytes(DType.UINT8);

  private TensorElements() {}

  private static Kind<byte[]> bytes(DType type) {
    return new Kind<>(
        type,
        byte[]::new,
        array -> array.length,
        TensorNatives::read_bytes,
        TensorNatives::write_bytes);
  }

  static Kind<byte[]> bytesOf(Tensor tensor) {
    return tensor.dtype() == DType.UINT8 ? UNSIGNED_BYTES : BYTES;
  }

  /** The elements in a new array. */
  static <A> A read(Tensor tensor, Kind<A> kind) {
    long count = tensor.numel();
    if (count > Integer.MAX_VALUE - 8) {
      throw new ValueException(
          "a tensor of " + count + " elements does not fit into one Java array; take parts of it");
    }
    A out = kind.array.apply((int) count);
    copy(tensor, kind, out, 0);
    return out;
  }

  /** Writes the elements into an array that they fill. */
  static <A> void fill(Tensor tensor, Kind<A> kind, A to) {
    int length = kind.length.applyAsInt(to);
    if (tensor.numel() != length) {
      throw new ValueException(
          "a tensor of "
              + tensor.numel()
              + " elements does not fill an array of "
              + length
              + "; with an offset, it fills a part of a longer one");
    }
    copy(tensor, kind, to, 0);
  }

  /** Writes the elements into a part of an array. */
  static <A> void write(Tensor tensor, Kind<A> kind, A to, int offset) {
    int length = kind.length.applyAsInt(to);
    if (offset < 0 || tensor.numel() > (long) length - offset) {
      throw new ValueException(
          "a tensor of "
              + tensor.numel()
              + " elements does not fit into an array of "
              + length
              + " at offset "
              + offset);
    }
    copy(tensor, kind, to, offset);
  }

  private static <A> void copy(Tensor tensor, Kind<A> kind, A to, int offset) {
    try (ThreadMode mode = TransformLayer.suspended();
        Scope scope = Torch.scope()) {
      Tensor plain = plain(tensor, kind.type);
      kind.reader.read(plain.handle(), 0, to, offset, Math.toIntExact(tensor.numel()));
      Reference.reachabilityFence(plain);
    }
  }

  /** Writes an array that has as many elements into a tensor. */
  static <A> void store(Tensor tensor, Kind<A> kind, A from) {
    int length = kind.length.applyAsInt(from);
    if (tensor.numel() != length) {
      throw new ValueException(
          "an array of "
              + length
              + " elements does not fill a tensor of "
              + tensor.numel()
              + "; with an offset, a part of a longer array does");
    }
    store(tensor, kind, from, 0, length);
  }

  /** Writes a part of an array into a tensor. */
  static <A> void store(Tensor tensor, Kind<A> kind, A from, int offset) {
    int length = kind.length.applyAsInt(from);
    if (offset < 0 || tensor.numel() > (long) length - offset) {
      throw new ValueException(
          "an array of "
              + length
              + " elements has none for a tensor of "
              + tensor.numel()
              + " at offset "
              + offset);
    }
    store(tensor, kind, from, offset, (int) tensor.numel());
  }

  private static <A> void store(Tensor tensor, Kind<A> kind, A from, int offset, int count) {
    if (count == 0) {
      return;
    }
    if (isPlain(tensor, kind.type)) {
      AutogradEngine.incrementVersion(List.of(tensor));
      kind.writer.write(tensor.handle(), 0, from, offset, count);
      Reference.reachabilityFence(tensor);
      return;
    }
    try (Scope scope = Torch.scope()) {
      Tensor elements =
          Aten.empty_memory_format(
              tensor.size().toArray(), kind.type, Layout.STRIDED, Device.CPU, null, null);
      kind.writer.write(elements.handle(), 0, from, offset, count);
      Reference.reachabilityFence(elements);
      Aten.copy_(tensor, elements, false);
    }
  }

  /** Whether the elements lie in memory as in an array, and nothing has to be recorded. */
  private static boolean isPlain(Tensor tensor, DType type) {
    return tensor.dtype() == type
        && tensor.layout() == Layout.STRIDED
        && tensor.device().equals(Device.CPU)
        && !TransformLayer.isInside()
        && !tensor.requiresGrad()
        && tensor.isContiguous()
        && !tensor.isConj()
        && !tensor.isNeg();
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
        real = read(Aten.real(plain), DOUBLES);
        imaginary = read(Aten.imag(plain), DOUBLES);
      }
      return i -> new Complex(real[i], imaginary[i]);
    }
    if (type == DType.BOOL) {
      boolean[] values = read(tensor, BOOLEANS);
      return i -> values[i];
    }
    if (type.isInteger()) {
      long[] values = read(tensor, LONGS);
      return i -> values[i];
    }
    double[] values = read(tensor, DOUBLES);
    return i -> values[i];
  }
}
