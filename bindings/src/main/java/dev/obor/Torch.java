package dev.obor;

import java.nio.Buffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's module {@code torch}.
 *
 * <p>Operators are inherited from {@link TorchFunctions}; here stands what is not an operator:
 * making tensors from Java values, scopes, modes, random seeds, settings. All functions may be
 * called from any thread.
 *
 * <pre>{@code
 * Tensor x = Torch.tensor(new double[][] {{1, 2}, {3, 4}});
 * Tensor y = Torch.zeros(Torch.size(2, 2), o -> o.dtype(DType.FLOAT64));
 * }</pre>
 */
public final class Torch extends TorchCheckpoints {
  private Torch() {}

  // ---- tensors from Java values

  /**
   * Makes a tensor from a number, a truth value, an array of any depth, or nested lists: Python's
   * {@code torch.tensor(data)}.
   *
   * <p>As for Python's literals, {@code float} and {@code double} make the default dtype, float32;
   * whole numbers make int64, and {@code boolean} makes bool. {@link #fromArray} keeps an array's
   * own type instead. The elements are copied.
   *
   * <pre>{@code
   * Torch.tensor(new int[][] {{1, 2}, {3, 4}})
   * // tensor([[1, 2],
   * //         [3, 4]])
   * Torch.tensor(4.0, o -> o.requiresGrad(true)) // tensor(4., requires_grad=True)
   * Torch.tensor(new int[] {1, 2}, o -> o.dtype(DType.FLOAT64))
   * // tensor([1., 2.], dtype=torch.float64)
   * }</pre>
   *
   * @throws ValueException if nested data is ragged
   * @throws TypeException if the data holds something that is not a number
   */
  public static Tensor tensor(Object data) {
    return NestedData.tensor(data, new TensorOptions());
  }

  /**
   * The same with Python's keyword arguments: {@code torch.tensor(data, dtype=…, device=…,
   * requires_grad=…)}.
   */
  public static Tensor tensor(Object data, Consumer<TensorOptions> options) {
    TensorOptions o = new TensorOptions();
    options.accept(o);
    return o.finish(NestedData.tensor(data, o));
  }

  /**
   * A float32 tensor with a copy of the elements in row-major order; one-dimensional without a
   * shape.
   */
  public static Tensor fromArray(float[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * A float64 tensor with a copy of the elements in row-major order; one-dimensional without a
   * shape.
   */
  public static Tensor fromArray(double[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * An int64 tensor with a copy of the elements in row-major order; one-dimensional without a
   * shape.
   */
  public static Tensor fromArray(long[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * An int32 tensor with a copy of the elements in row-major order; one-dimensional without a
   * shape.
   */
  public static Tensor fromArray(int[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * An int16 tensor with a copy of the elements in row-major order; one-dimensional without a
   * shape.
   */
  public static Tensor fromArray(short[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * An int8 tensor with a copy of the elements in row-major order; one-dimensional without a shape.
   */
  public static Tensor fromArray(byte[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /** A uint8 tensor with a copy of the elements, read as 0 to 255, in row-major order. */
  public static Tensor fromUnsignedArray(byte[] data, long... shape) {
    try (Scope scope = scope()) {
      Tensor signed = NestedData.shaped(NestedData.flat(data), shape);
      return scope.keep(Aten.view_dtype(signed, DType.UINT8));
    }
  }

  /**
   * A bool tensor with a copy of the elements in row-major order; one-dimensional without a shape.
   */
  public static Tensor fromArray(boolean[] data, long... shape) {
    return NestedData.shaped(NestedData.flat(data), shape);
  }

  /**
   * The shape of the given sizes: {@code Torch.size(2, 3)} prints as {@code torch.Size([2, 3])}.
   */
  public static Size size(long... sizes) {
    return Size.of(sizes);
  }

  // ---- memory

  /** Opens a scope, which owns every tensor that this thread makes until it is closed. */
  public static Scope scope() {
    return Scope.open();
  }

  /**
   * Runs a body in a scope of its own; the tensors in its result move to the enclosing scope or the
   * collector's care.
   *
   * <pre>{@code
   * Tensor normalized = Torch.scoped(() -> x.sub(x.mean()).div(x.std(true)));
   * }</pre>
   */
  public static <T extends @Nullable Object> T scoped(Supplier<T> body) {
    try (Scope scope = scope()) {
      return scope.keepAll(body.get());
    }
  }

  /** Runs a body in a scope of its own. */
  public static void scoped(Runnable body) {
    try (Scope scope = scope()) {
      body.run();
    }
  }

  // ---- modes of the thread

  /**
   * Stops recording gradients in this thread until the mode is closed: Python's {@code
   * torch.no_grad()}.
   */
  public static ThreadMode noGrad() {
    return ThreadMode.gradient(false);
  }

  /**
   * Records gradients in this thread until the mode is closed: Python's {@code
   * torch.enable_grad()}.
   */
  public static ThreadMode enableGrad() {
    return ThreadMode.gradient(true);
  }

  /**
   * Records gradients or not until the mode is closed: Python's {@code
   * torch.set_grad_enabled(enabled)}.
   */
  public static ThreadMode setGradEnabled(boolean enabled) {
    return ThreadMode.gradient(enabled);
  }

  /** Whether this thread records gradients: Python's {@code torch.is_grad_enabled()}. */
  public static boolean isGradEnabled() {
    return AutogradNatives.is_grad_enabled();
  }

  /**
   * Neither records gradients nor prepares for it until the mode is closed: Python's {@code
   * torch.inference_mode()}.
   *
   * <p>Tensors made in this mode can never take part in gradients.
   */
  public static ThreadMode inferenceMode() {
    return ThreadMode.inference(true);
  }

  /**
   * Switches inference mode on or off until the mode is closed: Python's {@code
   * torch.inference_mode(mode)}.
   */
  public static ThreadMode inferenceMode(boolean enabled) {
    return ThreadMode.inference(enabled);
  }

  /**
   * Whether this thread is in inference mode: Python's {@code torch.is_inference_mode_enabled()}.
   */
  public static boolean isInferenceModeEnabled() {
    return AutogradNatives.is_inference_mode_enabled();
  }

  // ---- random numbers

  /**
   * Seeds the default generators of all devices: Python's {@code torch.manual_seed(seed)}.
   *
   * <p>The same seed gives the numbers that Python gives.
   *
   * <pre>{@code
   * Torch.manualSeed(0);
   * Torch.rand(2) // tensor([0.4963, 0.7682])
   * }</pre>
   *
   * @return the CPU's default generator
   */
  public static Generator manualSeed(long seed) {
    RandomNatives.manual_seed(seed);
    return Generator.defaultGenerator();
  }

  /** The CPU's default generator: Python's {@code torch.default_generator}. */
  public static Generator defaultGenerator() {
    return Generator.defaultGenerator();
  }

  /** The seed of the CPU's default generator: Python's {@code torch.initial_seed()}. */
  public static long initialSeed() {
    return Generator.defaultGenerator().initialSeed();
  }

  /** The state of the CPU's default generator: Python's {@code torch.get_rng_state()}. */
  public static Tensor getRngState() {
    return Generator.defaultGenerator().getState();
  }

  /** Sets the state of the CPU's default generator: Python's {@code torch.set_rng_state(state)}. */
  public static void setRngState(Tensor state) {
    Generator.defaultGenerator().setState(state);
  }

  // ---- settings

  /** The dtype of real numbers where none is given: Python's {@code torch.get_default_dtype()}. */
  public static DType getDefaultDtype() {
    Natives.load();
    return DType.ofCode(RuntimeNatives.get_default_dtype());
  }

  /**
   * Sets the dtype of real numbers where none is given, for all threads: Python's {@code
   * torch.set_default_dtype(dtype)}.
   *
   * @throws TypeException if the dtype is not a real one
   */
  public static void setDefaultDtype(DType dtype) {
    Natives.load();
    RuntimeNatives.set_default_dtype(dtype.code());
  }

  /** Sets how tensors print, for all threads: Python's {@code torch.set_printoptions(…)}. */
  public static void setPrintoptions(Consumer<PrintOptions> options) {
    PrintSettings.change(options);
  }

  /**
   * Sets the threads that one operator may use, in ATen and in the BLAS library below it: Python's
   * {@code torch.set_num_threads(count)}.
   *
   * @throws TorchException if the count is not positive
   */
  public static void setNumThreads(int count) {
    Natives.load();
    RuntimeNatives.set_num_threads(count);
  }

  /** The threads that one operator may use: Python's {@code torch.get_num_threads()}. */
  public static int getNumThreads() {
    Natives.load();
    return RuntimeNatives.get_num_threads();
  }

  /**
   * Sets the threads between operators, once and before the first parallel work: Python's {@code
   * torch.set_num_interop_threads(count)}.
   *
   * @throws TorchException if the count is not positive, or parallel work has begun
   */
  public static void setNumInteropThreads(int count) {
    Natives.load();
    RuntimeNatives.set_num_interop_threads(count);
  }

  /** The threads between operators: Python's {@code torch.get_num_interop_threads()}. */
  public static int getNumInteropThreads() {
    Natives.load();
    return RuntimeNatives.get_num_interop_threads();
  }

  // ---- memory shared with buffers

  /**
   * A capsule over a tensor's memory, for another native library of the process: Python's {@code
   * torch.to_dlpack(x)}.
   *
   * @throws TorchException if the tensor requires gradients, is sparse, or is lazily conjugated
   */
  public static DlpackCapsule toDlpack(Tensor tensor) {
    return DlpackCapsule.of(tensor);
  }

  /**
   * A tensor over the memory of a capsule, which is used up: Python's {@code
   * torch.from_dlpack(capsule)}.
   *
   * <p>The structure's deleter is called when no tensor needs the memory any more, on any thread.
   *
   * @throws TorchException if the capsule has been used or closed
   * @throws ValueException if the memory is not on the CPU, cannot be written, or does not suit
   *     LibTorch; the capsule can still be closed or released then
   */
  public static Tensor fromDlpack(DlpackCapsule capsule) {
    return capsule.take();
  }

  /**
   * A tensor over the memory of a direct buffer, from its position to its limit: the counterpart of
   * Python's {@code torch.from_numpy}.
   *
   * <p>Nothing is copied: what one side writes, the other sees. The dtype is that of the buffer's
   * elements, int8 for a {@code ByteBuffer}. The tensor keeps the buffer, and its length is fixed.
   *
   * <pre>{@code
   * FloatBuffer b = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder()).asFloatBuffer();
   * Tensor x = Torch.fromBuffer(b, 2, 3);
   * x.add_(1);
   * b.get(5);    // 1.0
   * }</pre>
   *
   * <p>On JDK 22 and later {@code segment.asByteBuffer().order(ByteOrder.nativeOrder())} makes a
   * buffer of a memory segment; its arena must not be one that can be closed.
   *
   * @param shape the sizes, row-major; one dimension without it
   * @throws ValueException if the buffer is on the heap, read-only, in another byte order than the
   *     machine's, or not aligned
   * @throws TorchException if the shape does not fit
   */
  public static Tensor fromBuffer(Buffer buffer, long... shape) {
    return SharedMemory.tensor(buffer, shape);
  }

  /**
   * The same with another dtype: the bytes of the buffer are taken as they are.
   *
   * @throws TypeException if the dtype is a quantized one
   */
  public static Tensor fromBuffer(Buffer buffer, DType dtype, long... shape) {
    return SharedMemory.tensor(buffer, dtype, shape);
  }

  /**
   * A one-dimensional tensor over the memory of a direct buffer: Python's {@code
   * torch.frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False)}.
   *
   * <p>The count is in elements, the offset in bytes behind the buffer's position. Otherwise as
   * {@link #fromBuffer(Buffer, long...)}.
   */
  public static Tensor frombuffer(Buffer buffer, Consumer<FrombufferOptions> options) {
    FrombufferOptions o = new FrombufferOptions();
    options.accept(o);
    DType dtype = Crossings.required(o.dtype, "dtype");
    Tensor tensor = SharedMemory.tensor(buffer, dtype, o.count, o.offset);
    return o.requiresGrad ? tensor.recordGradients(true) : tensor;
  }

  // ---- types

  /** The limits of the default dtype: Python's {@code torch.finfo()}. */
  public static Finfo finfo() {
    return finfo(getDefaultDtype());
  }

  /**
   * The limits of a floating-point type: Python's {@code torch.finfo(dtype)}.
   *
   * @throws TypeException if the type is neither a floating-point nor a complex one
   */
  public static Finfo finfo(DType dtype) {
    return Finfo.of(dtype);
  }

  /**
   * The limits of a type of whole numbers: Python's {@code torch.iinfo(dtype)}.
   *
   * @throws TypeException if the type is another one
   */
  public static Iinfo iinfo(DType dtype) {
    return Iinfo.of(dtype);
  }

  /** Whether an object is a tensor: Python's {@code torch.is_tensor(obj)}. */
  public static boolean isTensor(@Nullable Object object) {
    return object instanceof Tensor;
  }
}
