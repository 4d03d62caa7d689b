package dev.obor;

import dev.obor.Collector.TensorReference;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
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
public final class Tensor extends TensorGradients implements AutoCloseable {
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

  private boolean parameter;

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
  @Override
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

  /**
   * Takes the tensor out of every scope: from now on only {@link #close} or the collector releases
   * it.
   *
   * <p>For what lives longer than the scope that it was made in, such as the state of an optimizer.
   *
   * @return this tensor
   * @throws IllegalStateException if the tensor is closed, or the calling thread does not own it
   */
  public Tensor unscoped() {
    handle();
    refuseOtherThread("take a tensor out of its scopes");
    if (index >= 0) {
      ThreadTensors.current().remove(this);
      index = -1;
      keptBy = Integer.MAX_VALUE;
      Collector.register(this);
    }
    return this;
  }

  /** Ends the collector's care, so that a scope can own the tensor. */
  void leaveCollector() {
    refuseOtherThread("give a tensor to a scope");
    TensorReference cared = reference;
    if (cared != null) {
      cared.discard();
      reference = null;
    }
  }

  private void refuseOtherThread(String what) {
    if (owner != Thread.currentThread()) {
      throw new IllegalStateException("only the thread that owns a tensor can " + what);
    }
  }

  /** Whether the tensor is a module's parameter: Python's {@code isinstance(x, nn.Parameter)}. */
  public boolean isParameter() {
    return parameter;
  }

  /**
   * A parameter with the same elements: what Python's {@code nn.Parameter(x, requires_grad)}
   * returns.
   *
   * <p>The result shares this tensor's memory, has no gradient history, and prints as {@code
   * Parameter containing:}.
   */
  public Tensor asParameter(boolean requiresGrad) {
    Tensor marked = detach();
    marked.parameter = true;
    return marked.requiresGrad_(requiresGrad);
  }

  /**
   * As Python prints the tensor: {@code tensor([1., 2.])}. A closed tensor prints as {@code
   * tensor(closed)}.
   */
  @Override
  public String toString() {
    return isClosed() ? "tensor(closed)" : TensorText.of(this, parameter);
  }
}
