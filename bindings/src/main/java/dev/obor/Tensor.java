package dev.obor;

import dev.obor.Collector.TensorReference;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A multi-dimensional array of numbers of one type, with gradients: Python's {@code torch.Tensor}.
 *
 * <p>Tensors are made by the functions of {@link Torch} and by operators, which are inherited from
 * {@link TensorMethods}:
 *
 * <pre>{@code
 * Tensor w = Torch.tensor(4.0, o -> o.requiresGrad(true));
 * Tensor y = w.mul(3).add(5);
 * y.backward();
 * System.out.println(w.grad()); // tensor(3.)
 * }</pre>
 *
 * <p><b>Memory.</b> The elements live outside of the Java heap. A tensor made while a {@link Scope}
 * is open belongs to it and dies with it; any other is released by {@link #close} or, at the
 * latest, by the garbage collector. Closing twice is harmless; any use after that throws {@link
 * IllegalStateException}. Two Java tensors may stand for the same memory: a view keeps the memory
 * alive on its own.
 *
 * <p><b>Threads.</b> Tensors may be shared between threads. No order of uses and closings crashes
 * the JVM; when a tensor is closed that another thread has used, its memory waits until no thread
 * can reach it. Reading is safe at any time; changing elements while another thread reads or
 * changes them gives unspecified elements, as in Python.
 */
public final class Tensor extends TensorMethods implements AutoCloseable {
  private static final VarHandle OWNER;
  private static final VarHandle HANDLE;
  private static final VarHandle CLAIMED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(Tensor.class, "owner", Thread.class);
      HANDLE = lookup.findVarHandle(Tensor.class, "handle", long.class);
      CLAIMED = lookup.findVarHandle(Tensor.class, "claimed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** LibTorch's {@code TensorImpl*}, of which this object holds one reference; 0 once closed. */
  private long handle;

  /**
   * The only thread that may release the memory at once; null after a hand-over, until the next
   * thread takes it.
   */
  private @Nullable Thread owner;

  /** Whether a thread other than the owner has used the tensor. It never goes back. */
  private volatile boolean shared;

  /** Whether one of several closing threads has taken the duty to release the memory. */
  @SuppressWarnings("UnusedVariable") // read and written through CLAIMED
  private boolean claimed;

  /** Set while the collector cares for the tensor. */
  @Nullable TensorReference reference;

  /** The place in the owner's stack of scoped tensors, or -1. */
  int index = -1;

  /** The depth of the outermost scope that kept the tensor. */
  int keptBy = Integer.MAX_VALUE;

  /** Where the tensor was made, when leak detection is on. */
  final @Nullable String madeAt;

  private @Nullable String closedAt;

  private Tensor(long handle) {
    this.handle = handle;
    this.owner = Thread.currentThread();
    this.madeAt = LeakDetection.site();
    // A tensor that reaches another thread through a data race must still show its owner.
    VarHandle.storeStoreFence();
  }

  /** Takes over a handle with its reference; an undefined tensor becomes null. */
  @SuppressWarnings(
      "NullAway") // operators whose result can be undefined say so in their documentation
  static Tensor own(long handle) {
    if (handle == 0) {
      return null;
    }
    try {
      Tensor tensor = new Tensor(handle);
      ThreadTensors thread = ThreadTensors.current();
      if (thread.hasScope()) {
        thread.push(tensor);
      } else {
        Collector.register(tensor);
      }
      return tensor;
    } catch (OutOfMemoryError e) {
      TensorNatives.release(handle);
      throw e;
    }
  }

  static Tensor[] ownAll(long[] handles) {
    Tensor[] tensors = new Tensor[handles.length];
    for (int i = 0; i < handles.length; i++) {
      tensors[i] = own(handles[i]);
    }
    return tensors;
  }

  /** The handle for a native call; the caller fences this tensor behind the call. */
  long handle() {
    long open = handle;
    if (owner != Thread.currentThread()) {
      open = handleInAnotherThread();
    }
    if (open == 0) {
      throw closedException();
    }
    return open;
  }

  /**
   * The owner clears the handle, then looks whether the tensor is shared; another thread says that
   * it shares the tensor, then reads the handle. Whichever comes first, not both see nothing:
   * either this thread finds the tensor closed, or the owner finds it shared and leaves the memory
   * to the collector.
   */
  private long handleInAnotherThread() {
    if (owner == null && OWNER.compareAndSet(this, null, Thread.currentThread())) {
      return (long) HANDLE.getVolatile(this);
    }
    if (!shared) {
      shared = true;
    }
    return (long) HANDLE.getVolatile(this);
  }

  static long handleOrNone(@Nullable Tensor tensor) {
    return tensor == null ? 0 : tensor.handle();
  }

  static long[] handles(@Nullable Tensor[] tensors) {
    long[] handles = new long[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      handles[i] = handleOrNone(tensors[i]);
    }
    return handles;
  }

  long rawHandle() {
    return handle;
  }

  boolean isShared() {
    return shared;
  }

  /**
   * Clears the handle on the owner's thread; a full fence and a look at {@link #isShared} must
   * follow.
   */
  long takeHandle() {
    long taken = handle;
    handle = 0;
    index = -1;
    if (LeakDetection.isEnabled() && taken != 0) {
      closedAt = LeakDetection.site();
    }
    return taken;
  }

  private IllegalStateException closedException() {
    String text = "the tensor is closed";
    if (madeAt != null) {
      text += "; it was made\n\tat " + madeAt;
    }
    if (closedAt != null) {
      text += "\nand closed\n\tat " + closedAt;
    }
    return new IllegalStateException(
        LeakDetection.isEnabled()
            ? text
            : text
                + " (closed by close() or by its scope; keep it with Scope.keep, or set"
                + " -Dobor.leakDetection=true to see where)");
  }

  /**
   * Releases the tensor's memory, unless a view or a gradient graph needs it; closing twice is
   * harmless.
   *
   * <p>When another thread has used the tensor, the memory is released once no thread can reach the
   * tensor.
   */
  @Override
  public void close() {
    if (owner == Thread.currentThread()) {
      if (handle == 0) {
        return;
      }
      int place = index;
      long taken = takeHandle();
      VarHandle.fullFence();
      if (place >= 0) {
        index = place;
        ThreadTensors.current().remove(this);
        index = -1;
      }
      if (shared) {
        leaveToCollector(taken);
      } else {
        TensorReference cared = reference;
        if (cared != null) {
          cared.discard();
        }
        TensorNatives.release(taken);
      }
    } else {
      shared = true;
      long taken = (long) HANDLE.getAndSet(this, 0L);
      if (taken != 0) {
        leaveToCollector(taken);
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Lets the collector release the memory when no thread can reach this tensor any more. */
  void leaveToCollector(long taken) {
    if (CLAIMED.compareAndSet(this, false, true) && reference == null) {
      reference = Collector.watch(this, taken);
    }
  }

  /** Whether the tensor was closed, by itself or by its scope. */
  public boolean isClosed() {
    return (long) HANDLE.getOpaque(this) == 0;
  }

  /**
   * Gives the tensor up, so that the next thread that uses it owns it.
   *
   * <p>For tensors that one thread makes and another one consumes, such as a loader's batches:
   * without the hand-over the tensor counts as shared, and its memory waits for the collector. The
   * tensor leaves its scope. The caller passes it on through something that orders memory, such as
   * a queue, and does not use it any more.
   *
   * @return this tensor
   * @throws IllegalStateException if the tensor is closed, or the calling thread does not own it
   */
  public Tensor handOver() {
    handle();
    if (owner != Thread.currentThread() || shared) {
      throw new IllegalStateException("only the thread that owns a tensor can hand it over");
    }
    if (index >= 0) {
      ThreadTensors.current().remove(this);
      index = -1;
      keptBy = Integer.MAX_VALUE;
      Collector.register(this);
    }
    owner = null;
    VarHandle.releaseFence();
    return this;
  }

  // ---- shape and type

  /** The shape: Python's {@code x.size()}. */
  public Size size() {
    long[] sizes = TensorNatives.sizes(handle());
    Reference.reachabilityFence(this);
    return Size.adopt(sizes);
  }

  /** The shape: Python's {@code x.shape}. */
  public Size shape() {
    return size();
  }

  /**
   * The size of one dimension, counted from the end when negative: Python's {@code x.size(dim)}.
   *
   * @throws IndexException if there is no such dimension
   */
  public long size(long dim) {
    return Aten.size_int(this, dim);
  }

  /** The number of dimensions: Python's {@code x.dim()}. */
  public int dim() {
    int dim = TensorNatives.dim(handle());
    Reference.reachabilityFence(this);
    return dim;
  }

  /** The number of dimensions: Python's {@code x.ndim}. */
  public int ndim() {
    return dim();
  }

  /** The number of elements: Python's {@code x.numel()}. */
  public long numel() {
    long numel = TensorNatives.numel(handle());
    Reference.reachabilityFence(this);
    return numel;
  }

  /**
   * The steps in elements from one index to the next, for each dimension: Python's {@code
   * x.stride()}.
   */
  public long[] stride() {
    long[] strides = TensorNatives.strides(handle());
    Reference.reachabilityFence(this);
    return strides;
  }

  /** The step of one dimension: Python's {@code x.stride(dim)}. */
  public long stride(long dim) {
    return Aten.stride_int(this, dim);
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

  /** The element type: Python's {@code x.dtype}. */
  public DType dtype() {
    int code = TensorNatives.dtype(handle());
    Reference.reachabilityFence(this);
    return DType.ofCode(code);
  }

  /** Where the elements are: Python's {@code x.device}. */
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

  /** Whether the elements lie densely in row-major order: Python's {@code x.is_contiguous()}. */
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

  // ---- gradients

  /** Whether gradients are recorded for the tensor: Python's {@code x.requires_grad}. */
  public boolean requiresGrad() {
    boolean requires = AutogradNatives.requires_grad(handle());
    Reference.reachabilityFence(this);
    return requires;
  }

  /** Begins to record gradients for the tensor: Python's {@code x.requires_grad_()}. */
  public Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * Says whether gradients are recorded for the tensor: Python's {@code x.requires_grad_(value)}.
   *
   * @return this tensor
   * @throws TorchException if the elements are not real or complex numbers, or the tensor is the
   *     result of an operator
   */
  public Tensor requiresGrad_(boolean value) {
    AutogradNatives.set_requires_grad(handle(), value);
    Reference.reachabilityFence(this);
    return this;
  }

  /**
   * Whether the tensor is not the result of an operator that records gradients: Python's {@code
   * x.is_leaf}.
   */
  public boolean isLeaf() {
    boolean leaf = AutogradNatives.is_leaf(handle());
    Reference.reachabilityFence(this);
    return leaf;
  }

  /** The gradient that {@link #backward} has summed up, or null: Python's {@code x.grad}. */
  public @Nullable Tensor grad() {
    long gradient = AutogradNatives.gradient(handle());
    Reference.reachabilityFence(this);
    return own(gradient);
  }

  /**
   * Sets or, with null, removes the gradient: Python's {@code x.grad = gradient}.
   *
   * @throws TorchException if the gradient has another shape, dtype or device
   */
  public void setGrad(@Nullable Tensor gradient) {
    AutogradNatives.set_gradient(handle(), handleOrNone(gradient));
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(gradient);
  }

  /** Keeps the gradient of a tensor that is not a leaf: Python's {@code x.retain_grad()}. */
  public void retainGrad() {
    AutogradNatives.retain_grad(handle());
    Reference.reachabilityFence(this);
  }

  /** Whether the gradient of this non-leaf tensor is kept: Python's {@code x.retains_grad}. */
  public boolean retainsGrad() {
    boolean retains = AutogradNatives.retains_grad(handle());
    Reference.reachabilityFence(this);
    return retains;
  }

  /**
   * The name of the gradient function, such as {@code AddBackward0}, or null: Python's {@code
   * x.grad_fn}.
   */
  public @Nullable String gradFn() {
    String name = AutogradNatives.gradient_function(handle());
    Reference.reachabilityFence(this);
    return name;
  }

  /** The same elements in a new tensor without gradient history: Python's {@code x.data}. */
  public Tensor data() {
    long data = AutogradNatives.detached_data(handle());
    Reference.reachabilityFence(this);
    return own(data);
  }

  /** Whether the tensor was made in inference mode: Python's {@code x.is_inference()}. */
  public boolean isInference() {
    boolean inference = AutogradNatives.is_inference(handle());
    Reference.reachabilityFence(this);
    return inference;
  }

  /**
   * Sums up the gradients of all leaves that this number was computed from, into their {@link
   * #grad}: Python's {@code x.backward()}.
   *
   * @throws TorchException if the tensor has more than one element, or no gradients were recorded
   */
  public void backward() {
    backward((Tensor) null);
  }

  /**
   * The same for a tensor of any shape, with the gradient with respect to it: Python's {@code
   * x.backward(gradient)}.
   */
  public void backward(@Nullable Tensor gradient) {
    AutogradNatives.backward(
        new long[] {handle()}, new long[] {handleOrNone(gradient)}, -1, false, null);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(gradient);
  }

  /**
   * The same with Python's keyword arguments: {@code x.backward(o ->
   * o.gradient(g).retainGraph(true))}.
   *
   * @see BackwardOptions
   */
  public void backward(Consumer<BackwardOptions> options) {
    BackwardOptions o = new BackwardOptions();
    options.accept(o);
    Tensor[] inputs = o.inputs;
    AutogradNatives.backward(
        new long[] {handle()},
        new long[] {handleOrNone(o.gradient)},
        Crossings.code(o.retainGraph),
        o.createGraph,
        inputs == null ? null : handles(inputs));
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(o);
    Reference.reachabilityFence(inputs);
  }

  // ---- values

  /**
   * The number in a tensor with one element: Python's {@code x.item()}.
   *
   * @throws TorchException if there is not exactly one element
   */
  public Scalar item() {
    return Aten.item(this);
  }

  /**
   * The elements as nested lists of {@code Double}, {@code Long}, {@code Boolean} or {@link
   * Complex}; the bare number for a tensor without dimensions: Python's {@code x.tolist()}.
   */
  public Object tolist() {
    return TensorElements.nested(this);
  }

  /** The elements in row-major order, converted to float. The array is new. */
  public float[] toFloatArray() {
    return TensorElements.floats(this);
  }

  /** The elements in row-major order, converted to double. The array is new. */
  public double[] toDoubleArray() {
    return TensorElements.doubles(this);
  }

  /** The elements in row-major order, converted to long. The array is new. */
  public long[] toLongArray() {
    return TensorElements.longs(this);
  }

  /** The elements in row-major order, converted to int. The array is new. */
  public int[] toIntArray() {
    return TensorElements.ints(this);
  }

  /** The elements in row-major order, converted to short. The array is new. */
  public short[] toShortArray() {
    return TensorElements.shorts(this);
  }

  /**
   * The elements in row-major order, converted to byte; those of uint8 keep their bits. The array
   * is new.
   */
  public byte[] toByteArray() {
    return TensorElements.bytes(this);
  }

  /** The elements in row-major order, true where they are not zero. The array is new. */
  public boolean[] toBooleanArray() {
    return TensorElements.booleans(this);
  }

  // ---- conversions that Python writes with reserved words

  /** The tensor as float32, itself if it is that already: Python's {@code x.float()}. */
  public Tensor toFloat() {
    return to(DType.FLOAT32);
  }

  /** The tensor as float64: Python's {@code x.double()}. */
  public Tensor toDouble() {
    return to(DType.FLOAT64);
  }

  /** The tensor as float16: Python's {@code x.half()}. */
  public Tensor toHalf() {
    return to(DType.FLOAT16);
  }

  /** The tensor as bfloat16: Python's {@code x.bfloat16()}. */
  public Tensor toBfloat16() {
    return to(DType.BFLOAT16);
  }

  /** The tensor as int64: Python's {@code x.long()}. */
  public Tensor toLong() {
    return to(DType.INT64);
  }

  /** The tensor as int32: Python's {@code x.int()}. */
  public Tensor toInt() {
    return to(DType.INT32);
  }

  /** The tensor as int16: Python's {@code x.short()}. */
  public Tensor toShort() {
    return to(DType.INT16);
  }

  /** The tensor as int8: Python's {@code x.char()}. */
  public Tensor toChar() {
    return to(DType.INT8);
  }

  /** The tensor as uint8: Python's {@code x.byte()}. */
  public Tensor toByte() {
    return to(DType.UINT8);
  }

  /** The tensor as bool: Python's {@code x.bool()}. */
  public Tensor toBool() {
    return to(DType.BOOL);
  }

  /** The tensor on a device: Python's {@code x.to(device)}. */
  public Tensor to(Device device) {
    return Aten.to_device(this, device, dtype(), false, false, null);
  }

  /** The tensor on a device, such as {@code cuda:0}: Python's {@code x.to("cuda:0")}. */
  public Tensor to(String device) {
    return to(Device.of(device));
  }

  /** The tensor in the memory of the CPU: Python's {@code x.cpu()}. */
  public Tensor cpu() {
    return to(Device.CPU);
  }

  /** The tensor in the memory of the current CUDA device: Python's {@code x.cuda()}. */
  public Tensor cuda() {
    return to(Device.of("cuda"));
  }

  /**
   * As Python prints the tensor: {@code tensor([1., 2.])}. A closed tensor prints as {@code
   * tensor(closed)}.
   */
  @Override
  public String toString() {
    return isClosed() ? "tensor(closed)" : TensorText.of(this, false);
  }
}
