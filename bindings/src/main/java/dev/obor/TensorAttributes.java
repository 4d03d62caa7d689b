package dev.obor;

import java.lang.ref.Reference;
import java.util.function.Consumer;

/**
 * The methods of {@link Tensor} that ask for its shape, its type and its elements.
 *
 * <p>All methods may be called from any thread.
 */
public abstract sealed class TensorAttributes extends TensorMethods permits TensorArrays {
  TensorAttributes() {}

  /** The handle for a native call; the caller fences this tensor behind the call. */
  abstract long handle();

  final Tensor self() {
    return (Tensor) this;
  }

  /**
   * The shape: Python's {@code x.size()}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.size() // torch.Size([2, 3])
   * x.size(1) // 3
   * }</pre>
   */
  public Size size() {
    long[] sizes = TensorNatives.sizes(handle());
    Reference.reachabilityFence(this);
    return Size.adopt(sizes);
  }

  /**
   * The shape: Python's {@code x.shape}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.shape() // torch.Size([2, 3])
   * x.shape().get(1) // 3
   * }</pre>
   */
  public Size shape() {
    return size();
  }

  /**
   * The size of one dimension, counted from the end when negative: Python's {@code x.size(dim)}.
   *
   * @throws IndexException if there is no such dimension
   */
  public long size(long dim) {
    return Aten.size_int(self(), dim);
  }

  /**
   * The number of dimensions: Python's {@code x.dim()}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.dim() // 2
   * }</pre>
   */
  public int dim() {
    int dim = TensorNatives.dim(handle());
    Reference.reachabilityFence(this);
    return dim;
  }

  /**
   * The number of dimensions: Python's {@code x.ndim}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.ndim() // 2
   * }</pre>
   */
  public int ndim() {
    return dim();
  }

  /**
   * The number of elements: Python's {@code x.numel()}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.numel() // 6
   * }</pre>
   */
  public long numel() {
    long numel = TensorNatives.numel(handle());
    Reference.reachabilityFence(this);
    return numel;
  }

  /**
   * The steps in elements from one index to the next, for each dimension: Python's {@code
   * x.stride()}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.stride(0) // 3
   * }</pre>
   */
  public long[] stride() {
    long[] strides = TensorNatives.strides(handle());
    Reference.reachabilityFence(this);
    return strides;
  }

  /** The step of one dimension: Python's {@code x.stride(dim)}. */
  public long stride(long dim) {
    return Aten.stride_int(self(), dim);
  }

  /**
   * The position of the first element in its storage, in elements: Python's {@code
   * x.storage_offset()}.
   */
  public long storageOffset() {
    long offset = TensorNatives.storage_offset(handle());
    Reference.reachabilityFence(this);
    return offset;
  }

  /**
   * The element type: Python's {@code x.dtype}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {1});
   * x.dtype() // torch.float32
   * }</pre>
   */
  public DType dtype() {
    int code = TensorNatives.dtype(handle());
    Reference.reachabilityFence(this);
    return DType.ofCode(code);
  }

  /**
   * Where the elements are: Python's {@code x.device}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {1});
   * x.device() // cpu
   * }</pre>
   */
  public Device device() {
    int code = TensorNatives.device(handle());
    Reference.reachabilityFence(this);
    return Device.ofCode(code);
  }

  /** How the elements lie in memory: Python's {@code x.layout}. */
  public Layout layout() {
    int code = TensorNatives.layout(handle());
    Reference.reachabilityFence(this);
    return Layout.ofCode(code);
  }

  /**
   * Whether the elements lie densely in row-major order: Python's {@code x.is_contiguous()}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.t().isContiguous() // false
   * }</pre>
   */
  public boolean isContiguous() {
    return isContiguous(MemoryFormat.CONTIGUOUS);
  }

  /**
   * Whether the elements lie densely in the given order: Python's {@code
   * x.is_contiguous(memory_format=…)}.
   */
  public boolean isContiguous(MemoryFormat format) {
    boolean contiguous = TensorNatives.is_contiguous(handle(), format.code());
    Reference.reachabilityFence(this);
    return contiguous;
  }

  /** The size of one element in bytes: Python's {@code x.element_size()}. */
  public int elementSize() {
    return dtype().itemsize();
  }

  /** The bytes that the elements take: Python's {@code x.nbytes}. */
  public long nbytes() {
    return numel() * elementSize();
  }

  /**
   * Whether both stand for the same tensor object of LibTorch: Python's {@code x is y}.
   *
   * <p>Java's {@code ==} compares the Java objects, of which several can stand for one tensor.
   */
  public boolean is(Tensor other) {
    boolean same = TensorNatives.same(handle(), other.handle());
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
    return same;
  }

  /**
   * The number in a tensor with one element: Python's {@code x.item()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[][] {{2.5}});
   * x.item() // 2.5
   * }</pre>
   *
   * @throws TorchException if there is not exactly one element
   */
  public Scalar item() {
    return Aten.item(self());
  }

  /**
   * The elements as nested lists of {@code Double}, {@code Long}, {@code Boolean} or {@link
   * Complex}; the bare number for a tensor without dimensions: Python's {@code x.tolist()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[][] {{1, 2}, {3, 4}});
   * x.tolist() // [[1, 2], [3, 4]]
   * }</pre>
   */
  public Object tolist() {
    return TensorElements.nested(self());
  }

  /**
   * The tensor as float32, itself if it is that already: Python's {@code x.float()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[] {1, 2});
   * x.toFloat() // tensor([1., 2.])
   * }</pre>
   */
  public Tensor toFloat() {
    return to(DType.FLOAT32);
  }

  /** The same with a memory format: Python's {@code x.float(memory_format=format)}. */
  public Tensor toFloat(Consumer<Keywords.ToOptions> options) {
    return to(DType.FLOAT32, options);
  }

  /**
   * The tensor as float64: Python's {@code x.double()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[] {1, 2});
   * x.toDouble() // tensor([1., 2.], dtype=torch.float64)
   * }</pre>
   */
  public Tensor toDouble() {
    return to(DType.FLOAT64);
  }

  /** The same with a memory format: Python's {@code x.double(memory_format=format)}. */
  public Tensor toDouble(Consumer<Keywords.ToOptions> options) {
    return to(DType.FLOAT64, options);
  }

  /** The tensor as float16: Python's {@code x.half()}. */
  public Tensor toHalf() {
    return to(DType.FLOAT16);
  }

  /** The same with a memory format: Python's {@code x.half(memory_format=format)}. */
  public Tensor toHalf(Consumer<Keywords.ToOptions> options) {
    return to(DType.FLOAT16, options);
  }

  /** The tensor as bfloat16: Python's {@code x.bfloat16()}. */
  public Tensor toBfloat16() {
    return to(DType.BFLOAT16);
  }

  /** The same with a memory format: Python's {@code x.bfloat16(memory_format=format)}. */
  public Tensor toBfloat16(Consumer<Keywords.ToOptions> options) {
    return to(DType.BFLOAT16, options);
  }

  /**
   * The tensor as int64: Python's {@code x.long()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {1.7, -1.7});
   * x.toLong() // tensor([ 1, -1])
   * }</pre>
   */
  public Tensor toLong() {
    return to(DType.INT64);
  }

  /** The same with a memory format: Python's {@code x.long(memory_format=format)}. */
  public Tensor toLong(Consumer<Keywords.ToOptions> options) {
    return to(DType.INT64, options);
  }

  /**
   * The tensor as int32: Python's {@code x.int()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {1.7});
   * x.toInt() // tensor([1], dtype=torch.int32)
   * }</pre>
   */
  public Tensor toInt() {
    return to(DType.INT32);
  }

  /** The same with a memory format: Python's {@code x.int(memory_format=format)}. */
  public Tensor toInt(Consumer<Keywords.ToOptions> options) {
    return to(DType.INT32, options);
  }

  /** The tensor as int16: Python's {@code x.short()}. */
  public Tensor toShort() {
    return to(DType.INT16);
  }

  /** The same with a memory format: Python's {@code x.short(memory_format=format)}. */
  public Tensor toShort(Consumer<Keywords.ToOptions> options) {
    return to(DType.INT16, options);
  }

  /** The tensor as int8: Python's {@code x.char()}. */
  public Tensor toChar() {
    return to(DType.INT8);
  }

  /** The same with a memory format: Python's {@code x.char(memory_format=format)}. */
  public Tensor toChar(Consumer<Keywords.ToOptions> options) {
    return to(DType.INT8, options);
  }

  /** The tensor as uint8: Python's {@code x.byte()}. */
  public Tensor toByte() {
    return to(DType.UINT8);
  }

  /** The same with a memory format: Python's {@code x.byte(memory_format=format)}. */
  public Tensor toByte(Consumer<Keywords.ToOptions> options) {
    return to(DType.UINT8, options);
  }

  /**
   * The tensor as bool: Python's {@code x.bool()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[] {0, 2});
   * x.toBool() // tensor([False,  True])
   * }</pre>
   */
  public Tensor toBool() {
    return to(DType.BOOL);
  }

  /** The same with a memory format: Python's {@code x.bool(memory_format=format)}. */
  public Tensor toBool(Consumer<Keywords.ToOptions> options) {
    return to(DType.BOOL, options);
  }

  /** The tensor on a device: Python's {@code x.to(device)}. */
  public Tensor to(Device device) {
    return Aten.to_device(self(), device, dtype(), false, false, null);
  }

  /** The tensor on a device, such as {@code cuda:0}: Python's {@code x.to("cuda:0")}. */
  public Tensor to(String device) {
    return to(Device.of(device));
  }

  /** The tensor on a device, of another dtype: Python's {@code x.to("cuda:0", torch.float64)}. */
  public Tensor to(String device, DType dtype) {
    return Aten.to_device(self(), Device.of(device), dtype, false, false, null);
  }

  /**
   * The tensor in the memory of the CPU: Python's {@code x.cpu()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[] {1, 2});
   * x.cpu() // tensor([1, 2])
   * }</pre>
   */
  public Tensor cpu() {
    return to(Device.CPU);
  }

  /**
   * The tensor in the memory of the current CUDA device, itself if it is there: Python's {@code
   * x.cuda()}.
   *
   * @throws TorchException if there is none; the text says whether LibTorch lacks the code for it
   *     or the machine lacks the device
   */
  public Tensor cuda() {
    return to(Device.of("cuda"));
  }

  /**
   * The tensor in the memory of one CUDA device: Python's {@code x.cuda(index)}.
   *
   * @throws TorchException if it is not there
   */
  public Tensor cuda(int index) {
    return to(Device.of("cuda", index));
  }
}
