package dev.obor;

import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open scopes of one thread and the tensors in them.
 *
 * <p>All scopes of a thread share one stack of tensors; a scope is where its part of the stack
 * begins. Opening a scope therefore costs almost nothing, and a tensor moves to the enclosing scope
 * by staying where it is. Only the thread itself touches the stack, except after its death.
 */
final class ThreadTensors {
  private static final Cleaner CLEANER = Cleaner.create(r -> daemon(r, "obor-thread-watch"));
  private static final ThreadLocal<Anchor> CURRENT = ThreadLocal.withInitial(ThreadTensors::anchor);
  private static final List<WeakReference<ThreadTensors>> ALL = new ArrayList<>();
  private static int pruneAt = 64;

  /** Scopes with fewer tensors than this are never looked at again after they were opened. */
  private static final int SMALL = 64;

  /** A stack longer than this is given back when the last scope is closed. */
  private static final int LARGE = 1 << 16;

  /** How many tensors are released in one native call. */
  static final int BATCH = 256;

  /** Dies with its thread, and so tells that the thread's open scopes will never be closed. */
  private record Anchor(ThreadTensors tensors) {}

  private @Nullable Tensor[] stack = new Tensor[SMALL];
  private int top;

  /** When the stack reaches this height, it is searched for room and for forgotten scopes. */
  private int limit = SMALL;

  /** Open scopes, or weak references to them once the stack has grown large. */
  private @Nullable Object[] scopes = new Object[8];

  private int[] starts = new int[8];
  private int depth;
  private final @Nullable Tensor[] closing = new Tensor[BATCH];

  /** Room for the handles of one native call; whoever uses it makes no tensors meanwhile. */
  final long[] handles = new long[BATCH];

  /**
   * Counts tensors that went to the collector, so that not each one asks for the state of memory.
   */
  int collectorTicks = Collector.FIRST_TICK;

  /** The ones that were begun last; weakly, so that an idle thread keeps none of them. */
  private WeakReference<@Nullable LightTensors> companions = new WeakReference<>(null);

  private ThreadTensors() {}

  private static Anchor anchor() {
    ThreadTensors tensors = new ThreadTensors();
    Anchor anchor = new Anchor(tensors);
    CLEANER.register(anchor, tensors::abandonAll);
    synchronized (ALL) {
      if (ALL.size() >= pruneAt) {
        ALL.removeIf(reference -> reference.get() == null);
        pruneAt = Math.max(64, 2 * ALL.size());
      }
      ALL.add(new WeakReference<>(tensors));
    }
    return anchor;
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  static ThreadTensors current() {
    return CURRENT.get().tensors;
  }

  /**
   * Some thread pools clear the thread-local variables of a live thread between tasks. What counts
   * is therefore not which thread it is, but whether it still works on this stack.
   */
  boolean isCurrent() {
    return current() == this;
  }

  boolean hasScope() {
    return depth > 0;
  }

  int depth() {
    return depth;
  }

  void open(Scope scope) {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, 2 * depth);
      scopes = Arrays.copyOf(scopes, 2 * depth);
    }
    starts[depth] = top;
    scopes[depth++] = scope;
  }

  /** Whether a scope is open at the depth that it was opened at. */
  boolean isOpen(Scope scope, int at) {
    if (at >= depth) {
      return false;
    }
    Object open = scopes[at];
    return open == scope
        || (open instanceof WeakReference<?> reference && reference.get() == scope);
  }

  /** Whether a tensor is in the stack, in the scope of the given depth or in one inside of it. */
  boolean owns(Tensor tensor, int depth) {
    int index = tensor.index;
    return index >= starts[depth] && index < top && stack[index] == tensor;
  }

  /** Lets every tensor of the scope of the given depth, and of those inside of it, outlive it. */
  void keepAll(int depth) {
    for (int i = starts[depth]; i < top; i++) {
      Tensor tensor = stack[i];
      if (tensor != null) {
        tensor.keptBy = Math.min(tensor.keptBy, depth);
      }
    }
  }

  /** Gives a new tensor to the innermost scope. */
  void push(Tensor tensor) {
    if (top >= limit) {
      makeRoom();
      if (depth == 0) {
        tensor.leaveToCollector();
        return;
      }
    }
    tensor.index = top;
    stack[top++] = tensor;
  }

  /** Lets what this thread makes from now on wait for no tensor that is there already. */
  void endCompanions() {
    companions = new WeakReference<>(null);
  }

  /** Leaves a new tensor to the collector, together with others that this thread makes. */
  void addLight(Tensor tensor, long handle) {
    LightTensors latest = companions.get();
    if (latest == null || !latest.hasRoom()) {
      latest = new LightTensors();
      companions = new WeakReference<>(latest);
    }
    latest.add(tensor, handle);
  }

  /** Gives a tensor of this thread to the innermost scope, wherever it is now. */
  void adopt(Tensor tensor) {
    if (top >= limit) {
      makeRoom();
      if (depth == 0) {
        return;
      }
    }
    tensor.leaveCollector();
    remove(tensor);
    tensor.keptBy = Integer.MAX_VALUE;
    push(tensor);
  }

  /** Takes a tensor out that is closed before its scope, or handed over. */
  void remove(Tensor tensor) {
    int index = tensor.index;
    tensor.index = -1;
    if (index < 0 || index >= top || stack[index] != tensor) {
      return;
    }
    stack[index] = null;
    int floor = depth == 0 ? 0 : starts[depth - 1];
    while (top > floor && stack[top - 1] == null) {
      top--;
    }
  }

  /**
   * Makes room for one tensor at least. As the stack must double before the next search, the
   * searches together cost no more than the tensors that were pushed.
   */
  private void makeRoom() {
    compact();
    if (top > limit / 2) {
      giveForgottenScopesToCollector();
    }
    int wanted = Math.max(SMALL, 2 * top);
    if (wanted > stack.length) {
      stack = Arrays.copyOf(stack, wanted);
    }
    limit = wanted;
  }

  /** Closes the gaps that closed tensors left, in all scopes. */
  private void compact() {
    int live = 0;
    int scope = 0;
    for (int i = 0; i < top; i++) {
      while (scope < depth && starts[scope] <= i) {
        starts[scope++] = live;
      }
      Tensor tensor = stack[i];
      if (tensor != null && !tensor.isClosed()) {
        stack[i] = null;
        place(tensor, live++);
      }
    }
    Arrays.fill(starts, scope, depth, live);
    Arrays.fill(stack, live, top, null);
    top = live;
  }

  private void place(Tensor tensor, int index) {
    stack[index] = tensor;
    tensor.index = index;
  }

  /**
   * Holds the open scopes weakly from now on. One that nobody else holds can never be closed, so
   * its tensors go to the collector; it stays as an empty scope while there is one inside of it.
   */
  private void giveForgottenScopesToCollector() {
    int given = 0;
    for (int i = 0; i < depth; i++) {
      if (!(scopes[i] instanceof WeakReference<?>)) {
        scopes[i] = new WeakReference<>(scopes[i]);
      }
    }
    MemoryPressure.check();
    int end = top;
    for (int i = depth - 1; i >= 0; i--) {
      int start = starts[i];
      if (scopes[i] instanceof WeakReference<?> reference && reference.get() == null) {
        given += giveToCollector(start, end);
        if (i == depth - 1) {
          scopes[i] = null;
          depth = i;
          top = start;
        }
      }
      end = start;
    }
    Collector.tick(this, given);
  }

  private int giveToCollector(int start, int end) {
    int given = 0;
    for (int i = start; i < end; i++) {
      Tensor tensor = stack[i];
      if (tensor != null) {
        tensor.leaveToCollector();
        tensor.index = -1;
        stack[i] = null;
        given++;
      }
    }
    return given;
  }

  /**
   * Closes the scopes from the innermost one down to the given depth and releases their tensors,
   * many in each native call.
   *
   * @param to the depth of the scope to close
   */
  void close(int to) {
    int start = starts[to];
    int survivors = start;
    int taken = 0;
    for (int i = start; i < top; i++) {
      Tensor tensor = stack[i];
      if (tensor == null) {
        continue;
      }
      if (tensor.keptBy <= to) {
        tensor.keptBy = tensor.keptBy == to ? Integer.MAX_VALUE : tensor.keptBy;
        place(tensor, survivors++);
        continue;
      }
      long handle = tensor.takeHandle();
      if (handle != 0) {
        closing[taken] = tensor;
        handles[taken++] = handle;
        if (taken == BATCH) {
          release(taken);
          taken = 0;
        }
      }
    }
    Arrays.fill(stack, survivors, top, null);
    Arrays.fill(scopes, to, depth, null);
    top = survivors;
    depth = to;
    limit = Math.min(limit, Math.max(SMALL, 2 * top));
    release(taken);
    if (to == 0) {
      endLast();
    }
  }

  private void endLast() {
    limit = SMALL;
    int given = giveToCollector(0, top);
    top = 0;
    if (stack.length > LARGE) {
      stack = new Tensor[SMALL];
    }
    if (given > 0) {
      Collector.tick(this, given);
    }
  }

  /**
   * Releases what nobody else uses and leaves the rest to the collector; see {@link Tensor#close}.
   */
  private void release(int taken) {
    VarHandle.fullFence();
    int released = 0;
    for (int i = 0; i < taken; i++) {
      Tensor tensor = closing[i];
      closing[i] = null;
      if (tensor != null && tensor.isShared()) {
        tensor.leaveClosedToCollector(handles[i]);
      } else {
        handles[released++] = handles[i];
      }
    }
    if (released == 1) {
      TensorNatives.release(handles[0]);
    } else if (released > 1) {
      TensorNatives.release_all(handles, released);
    }
  }

  /**
   * Runs in another thread, usually after the death of the one that the stack belongs to. Its
   * tensors may still be in use, even by that thread.
   */
  private void abandonAll() {
    for (int i = 0; i < top; i++) {
      Tensor tensor = stack[i];
      if (tensor != null) {
        tensor.share();
        tensor.leaveToCollector();
        stack[i] = null;
      }
    }
    depth = 0;
    top = 0;
  }

  /**
   * Tensors that are alive in the open scopes of all threads, as far as it can be seen from
   * outside.
   */
  static List<Tensor> alive() {
    List<ThreadTensors> all = new ArrayList<>();
    synchronized (ALL) {
      for (WeakReference<ThreadTensors> reference : ALL) {
        ThreadTensors tensors = reference.get();
        if (tensors != null) {
          all.add(tensors);
        }
      }
    }
    List<Tensor> alive = new ArrayList<>();
    for (ThreadTensors tensors : all) {
      @Nullable Tensor[] stack = tensors.stack;
      for (int i = 0; i < Math.min(tensors.top, stack.length); i++) {
        Tensor tensor = stack[i];
        if (tensor != null && !tensor.isClosed()) {
          alive.add(tensor);
        }
      }
    }
    return alive;
  }
}
