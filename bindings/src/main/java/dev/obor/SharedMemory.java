package dev.obor;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/** Tensors and direct buffers over the same memory, in both directions. */
final class SharedMemory {
  private SharedMemory() {}

  /** Started by the first buffer over a tensor's memory. */
  private static final class Releasing {
    static final Cleaner CLEANER =
        Cleaner.create(body -> ThreadTensors.daemon(body, "obor-buffer-cleaner"));
  }

  /** The memory of a tensor without the tensor, which a buffer keeps until it is unreachable. */
  private record Held(long handle) implements Runnable {
    @Override
    public void run() {
      TensorNatives.release(handle);
    }
  }

  // ---- from a buffer

  static Tensor tensor(Buffer buffer, long[] shape) {
    return tensor(buffer, dtypeOf(buffer), shape);
  }

  static Tensor tensor(Buffer buffer, DType dtype, long[] shape) {
    int width = width(buffer);
    return tensor(
        buffer, dtype, (long) width * buffer.position(), (long) width * buffer.remaining(), shape);
  }

  /** A tensor over bytes of a buffer, which are counted from its element 0. */
  private static Tensor tensor(Buffer buffer, DType dtype, long offset, long bytes, long[] shape) {
    check(buffer, dtype);
    int size = dtype.itemsize();
    if (bytes % size != 0) {
      throw new ValueException(
          "buffer length ("
              + bytes
              + " bytes) after offset ("
              + offset
              + " bytes) must be a multiple of element size ("
              + size
              + ")");
    }
    long[] sizes = shape.length == 0 ? new long[] {bytes / size} : shape.clone();
    if (numel(sizes) != bytes / size) {
      throw new TorchException(
          "shape '"
              + sizesText(sizes)
              + "' is invalid for input of size "
              + bytes / size
              + "; set the buffer's position and limit, or give another shape");
    }
    if (bytes == 0) {
      return Aten.empty_memory_format(sizes, dtype, null, null, null, null);
    }
    long handle = BufferNatives.from_buffer(buffer, offset, bytes, dtype.code(), sizes);
    Reference.reachabilityFence(buffer);
    return Tensor.own(handle);
  }

  private static String sizesText(long[] sizes) {
    return Size.of(sizes).toString().replaceAll("^torch.Size\\(|\\)$", "");
  }

  /** The number of elements; -1 where the sizes make no sense. */
  private static long numel(long[] sizes) {
    long numel = 1;
    for (long size : sizes) {
      long product = numel * size;
      if (size < 0 || Math.multiplyHigh(numel, size) != 0 || product < 0) {
        return -1;
      }
      numel = product;
    }
    return numel;
  }

  /** Python's {@code torch.frombuffer}, whose count is in elements and whose offset is in bytes. */
  static Tensor tensor(Buffer buffer, DType dtype, long count, long offset) {
    long length = (long) width(buffer) * buffer.remaining();
    int size = dtype.itemsize();
    if (length == 0 || count == 0) {
      throw new ValueException(
          "both buffer length (" + length + ") and count (" + count + ") must not be 0");
    }
    if (offset < 0 || offset >= length) {
      throw new ValueException(
          "offset ("
              + offset
              + " bytes) must be non-negative and no greater than buffer length ("
              + length
              + " bytes) minus 1");
    }
    if (count < 0 && (length - offset) % size != 0) {
      throw new ValueException(
          "buffer length ("
              + (length - offset)
              + " bytes) after offset ("
              + offset
              + " bytes) must be a multiple of element size ("
              + size
              + ")");
    }
    long elements = count < 0 ? (length - offset) / size : count;
    if (elements > (length - offset) / size) {
      throw new ValueException(
          "requested buffer length ("
              + elements
              + " * "
              + size
              + " bytes) after offset ("
              + offset
              + " bytes) must not be greater than actual buffer length ("
              + length
              + " bytes)");
    }
    long begin = (long) width(buffer) * buffer.position() + offset;
    return tensor(buffer, dtype, begin, elements * size, new long[] {elements});
  }

  private static void check(Buffer buffer, DType dtype) {
    if (!buffer.isDirect()) {
      throw new ValueException(
          "a buffer on the Java heap cannot share its memory: use Torch.fromArray, which copies, or"
              + " ByteBuffer.allocateDirect");
    }
    if (buffer.isReadOnly()) {
      throw new ValueException(
          "The given buffer is not writable, and PyTorch does not support non-writable tensors;"
              + " copy it into one that is");
    }
    if (dtype.isQuantized()) {
      throw new TypeException(
          "a buffer has no scale and zero point, which "
              + dtype
              + " needs; see Torch.quantizePerTensor");
    }
    int part = dtype.toReal().itemsize();
    if (part > 1 && !order(buffer).equals(ByteOrder.nativeOrder())) {
      throw new ValueException(
          "given buffer has byte order different from the native byte order. Conversion between"
              + " byte orders is currently not supported.\n"
              + "Give buffers the native order before they are filled:"
              + " buffer.order(ByteOrder.nativeOrder())");
    }
    if (ForeignMemory.canBeClosed(buffer)) {
      throw new ValueException(
          "the buffer belongs to an arena that can be closed while the tensor is used; take the"
              + " memory from Arena.ofAuto() or Arena.global()");
    }
  }

  private static DType dtypeOf(Buffer buffer) {
    if (buffer instanceof FloatBuffer) {
      return DType.FLOAT32;
    }
    if (buffer instanceof DoubleBuffer) {
      return DType.FLOAT64;
    }
    if (buffer instanceof LongBuffer) {
      return DType.INT64;
    }
    if (buffer instanceof IntBuffer) {
      return DType.INT32;
    }
    if (buffer instanceof ShortBuffer) {
      return DType.INT16;
    }
    if (buffer instanceof ByteBuffer) {
      return DType.INT8;
    }
    throw new TypeException("a buffer of characters has no dtype; give one, such as DType.UINT16");
  }

  private static int width(Buffer buffer) {
    if (buffer instanceof CharBuffer) {
      return Character.BYTES;
    }
    return dtypeOf(buffer).itemsize();
  }

  private static ByteOrder order(Buffer buffer) {
    if (buffer instanceof ByteBuffer bytes) {
      return bytes.order();
    }
    if (buffer instanceof FloatBuffer floats) {
      return floats.order();
    }
    if (buffer instanceof DoubleBuffer doubles) {
      return doubles.order();
    }
    if (buffer instanceof LongBuffer longs) {
      return longs.order();
    }
    if (buffer instanceof IntBuffer ints) {
      return ints.order();
    }
    return buffer instanceof ShortBuffer shorts ? shorts.order() : ((CharBuffer) buffer).order();
  }

  // ---- to a buffer

  /** A buffer over a tensor's memory, in the native byte order. */
  static ByteBuffer buffer(Tensor tensor, @Nullable DType wanted) {
    check(tensor, wanted);
    if (tensor.numel() == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    if (tensor.nbytes() > Integer.MAX_VALUE) {
      throw new ValueException(
          "a buffer holds at most "
              + Integer.MAX_VALUE
              + " bytes, and the tensor has "
              + tensor.nbytes()
              + "; take parts of it, as with narrow");
    }
    long held = BufferNatives.hold(tensor.handle());
    Reference.reachabilityFence(tensor);
    boolean kept = false;
    try {
      ByteBuffer buffer = BufferNatives.as_buffer(held);
      // Slices, duplicates and typed views refer to this object, so that it is the last to go.
      Releasing.CLEANER.register(buffer, new Held(held));
      kept = true;
      return buffer.order(ByteOrder.nativeOrder());
    } finally {
      if (!kept) {
        TensorNatives.release(held);
      }
    }
  }

  private static void check(Tensor tensor, @Nullable DType wanted) {
    if (tensor.layout() != Layout.STRIDED) {
      throw new TypeException(
          "can't convert "
              + layoutName(tensor.layout())
              + " layout tensor to numpy. Use Tensor.to_dense() first.");
    }
    Device device = tensor.device();
    if (!device.type().equals("cpu")) {
      throw new TypeException(
          "can't convert "
              + device
              + " device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory"
              + " first.");
    }
    if (tensor.requiresGrad()) {
      throw new TorchException(
          "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.\n"
              + "In Java: x.detach().asByteBuffer()");
    }
    if (tensor.isConj()) {
      throw new TorchException(
          "Can't call numpy() on Tensor that has conjugate bit set. Use"
              + " tensor.resolve_conj().numpy() instead.\n"
              + "In Java: x.resolveConj().asByteBuffer()");
    }
    if (tensor.isNeg()) {
      throw new TorchException(
          "Can't call numpy() on Tensor that has negative bit set. Use tensor.resolve_neg().numpy()"
              + " instead.\nIn Java: x.resolveNeg().asByteBuffer()");
    }
    if (wanted != null && tensor.dtype() != wanted) {
      throw new TypeException(
          "the buffer's elements are "
              + wanted
              + ", the tensor's are "
              + tensor.dtype()
              + "; convert the tensor with to("
              + wanted.name()
              + "), or take asByteBuffer()");
    }
    if (!tensor.isContiguous()) {
      throw new ValueException(
          "a buffer has no strides, and the tensor is not contiguous; x.contiguous() is a copy that"
              + " is");
    }
  }

  private static String layoutName(Layout layout) {
    return switch (layout) {
      case SPARSE_COO -> "Sparse";
      case SPARSE_CSR -> "SparseCsr";
      case SPARSE_CSC -> "SparseCsc";
      case SPARSE_BSR -> "SparseBsr";
      case SPARSE_BSC -> "SparseBsc";
      default -> "Mkldnn";
    };
  }
}
