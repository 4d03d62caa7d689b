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
 * latest, by the garbage collector, which releases small neighbours together: some KiB may wait for
 * the longest-lived of them. Closing twice is harmless; any use after that throws {@link
 * IllegalStateException}. Two Java tensors may stand for the same memory: a view keeps the memory
 * alive on its own.
 *
 * <p><b>Threads.</b> Tensors may be shared between threads. No order of uses and closings crashes
 * the JVM; when a tensor is closed that another thread has used, its memory waits until no thread
 * can reach it. Reading is safe at any time; changing elements while another thread reads or
 * changes them gives unspecified elements, as in Python.
 */
public final class Tensor extends TensorTypes implements AutoCloseable {
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

  /**
   * Whether the collector knows, or is about to know, the handle. Of several threads that want to
   * leave the memory to it only the one that sets this does so.
   */
  @SuppressWarnings("UnusedVariable") // written through CLAIMED
  private boolean claimed;

  /** Set while the collector cares for the tensor. */
  @Nullable TensorReference reference;

  /** Set while the collector cares for the tensor together with others. */
  @Nullable LightTensors companions;

  /** The place in the owner's stack of scoped tensors, or -1. */
  int index = -1;

  /** The depth of the outermost scope that kept the tensor. */
  int keptBy = Integer.MAX_VALUE;

  /** Where the tensor was made, when leak detection is on. */
  final @Nullable String madeAt;

  private @Nullable String closedAt;

  private boolean parameter;

  private Tensor(long handle, boolean claimed) {
    this.handle = handle;
    this.owner = Thread.currentThread();
    this.claimed = claimed;
    this.madeAt = LeakDetection.site();
    // A tensor that reaches another thread through a data race must still show these.
    VarHandle.storeStoreFence();
  }

  /**
   * Takes over a handle with its reference, and with the mark of a light tensor if it has one; an
   * undefined tensor becomes null.
   */
  @SuppressWarnings(
      "NullAway") // operators whose result can be undefined say so in their documentation
  static Tensor own(long given) {
    if (given == 0) {
      return null;
    }
    long handle = given & ~LightTensors.MARK;
    ThreadTensors thread;
    Tensor tensor = null;
    try {
      thread = ThreadTensors.current();
      if (thread.hasScope()) {
        tensor = new Tensor(handle, false);
        thread.push(tensor);
        return tensor;
      }
      tensor = new Tensor(handle, true);
      if (given != handle && !LeakDetection.isEnabled()) {
        thread.addLight(tensor, handle);
      } else {
        tensor.reference = Collector.watch(tensor, handle);
      }
    } catch (Throwable e) { // the heap or the stack is exhausted
      LightTensors together = tensor == null ? null : tensor.companions;
      if (together == null || !together.contains(handle)) {
        TensorNatives.release(handle);
      }
      throw e;
    }
    Collector.tick(thread, 1);
    return tensor;
  }

  static Tensor[] ownAll(long[] handles) {
    int owned = 0;
    try {
      Tensor[] tensors = new Tensor[handles.length];
      while (owned < handles.length) {
        int next = owned++;
        tensors[next] = own(handles[next]);
      }
      return tensors;
    } catch (Throwable e) {
      for (; owned < handles.length; owned++) {
        TensorNatives.release(handles[owned]);
      }
      throw e;
    }
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

  boolean isShared() {
    return shared;
  }

  /** Makes every thread leave the memory to the collector from now on. */
  void share() {
    shared = true;
  }

  /**
   * Clears the handle on the owner's thread; a full fence and a look at {@link #isShared} must
   * follow.
   */
  long takeHandle() {
    long taken = handle;
    if (LeakDetection.isEnabled() && taken != 0) {
      closedAt = LeakDetection.site();
    }
    handle = 0;
    index = -1;
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
    Thread current = Thread.currentThread();
    if (owner == current || (owner == null && OWNER.compareAndSet(this, null, current))) {
      closeAsOwner();
    } else {
      closeAsOther();
    }
    Reference.reachabilityFence(this);
  }

  private void closeAsOwner() {
    if (handle == 0) {
      return;
    }
    if (index >= 0) {
      ThreadTensors.current().remove(this);
    }
    long taken = takeHandle();
    VarHandle.fullFence();
    if (taken == 0) {
      return; // another thread was faster
    }
    if (shared) {
      leaveClosedToCollector(taken);
    } else {
      endCare(taken);
      TensorNatives.release(taken);
    }
  }

  private void closeAsOther() {
    shared = true;
    if (LeakDetection.isEnabled() && !isClosed()) {
      closedAt = LeakDetection.site();
    }
    long taken = (long) HANDLE.getAndSet(this, 0L);
    if (taken != 0) {
      leaveClosedToCollector(taken);
    }
  }

  /** Ends the collector's care for an open tensor or for one whose handle was just taken. */
  private boolean endCare(long known) {
    TensorReference cared = reference;
    LightTensors together = companions;
    if (cared != null) {
      cared.discard();
      reference = null;
    } else if (together != null && together.remove(known)) {
      companions = null;
    } else {
      return false;
    }
    return true;
  }

  /**
   * Must follow whatever could have given the tensor a gradient history or more memory, so that
   * tensors that only happen to be made at the same time do not keep it alive.
   */
  void changed() {
    if (companions == null) {
      return;
    }
    long known = (long) HANDLE.getVolatile(this);
    if (known != 0 && !TensorNatives.is_light(known)) {
      leaveCompanions(known);
    }
    Reference.reachabilityFence(this);
  }

  /** Asks for the collector's care for this tensor alone, if it has it together with others. */
  private void leaveCompanions(long known) {
    LightTensors together = companions;
    if (together == null) {
      return;
    }
    TensorReference alone = Collector.reference(this, known);
    if (together.remove(known)) {
      alone.begin();
      reference = alone;
      companions = null;
    }
  }

  /** The same for the tensors of a list. */
  static void changed(@Nullable Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor != null) {
        tensor.changed();
      }
    }
  }

  /**
   * Lets the collector release the memory when no thread can reach this tensor any more, unless it
   * would do so anyway.
   *
   * @param known the handle, which may have been cleared by now; never 0
   */
  private void leaveToCollector(long known) {
    TensorReference cared = Collector.reference(this, known);
    if (CLAIMED.compareAndSet(this, false, true)) {
      cared.begin();
      reference = cared;
    }
  }

  /** The same for a tensor that stays open; one that is closed has been left to it already. */
  void leaveToCollector() {
    long known = (long) HANDLE.getVolatile(this);
    if (known != 0) {
      leaveToCollector(known);
    }
  }

  /** The same for a tensor whose handle was taken, but that other threads may still be using. */
  void leaveClosedToCollector(long taken) {
    leaveToCollector(taken);
    leaveCompanions(taken);
    TensorReference cared = reference;
    if (cared != null) {
      cared.markClosed();
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
    leaveScope();
    OWNER.setRelease(this, null);
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
    leaveScope();
    return this;
  }

  private void leaveScope() {
    if (index >= 0) {
      ThreadTensors thread = ThreadTensors.current();
      leaveToCollector();
      thread.remove(this);
      keptBy = Integer.MAX_VALUE;
      Collector.tick(thread, 1);
    }
  }

  /** Ends the collector's care, so that a scope can own the tensor. */
  void leaveCollector() {
    long known = handle();
    refuseOtherThread("give a tensor to a scope");
    if (endCare(known)) {
      CLAIMED.setVolatile(this, false);
      // A thread that has closed the tensor meanwhile may have relied on the collector.
      if ((long) HANDLE.getVolatile(this) == 0) {
        leaveClosedToCollector(known);
        throw closedException();
      }
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
    return marked.recordGradients(requiresGrad);
  }

  /**
   * As Python prints the tensor: {@code tensor([1., 2.])}. A closed tensor prints as {@code
   * tensor(closed)}.
   */
  @Override
  public String toString() {
    return toString("tensor");
  }

  /**
   * As Python prints an instance of a subclass: {@code Image([1., 2.])}. For classes that stand
   * around a tensor.
   *
   * @param typeName what stands instead of {@code tensor}
   */
  public String toString(String typeName) {
    return isClosed() ? typeName + "(closed)" : TensorText.of(this, parameter, typeName);
  }
}
