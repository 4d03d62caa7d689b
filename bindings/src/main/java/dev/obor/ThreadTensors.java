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

  /** A scope with more tensors than this is watched, in case it was opened and forgotten. */
  private static final int WATCHED_SIZE = 4096;

  /** Dies with its thread, and so tells that the thread's open scopes will never be closed. */
  private record Anchor(ThreadTensors tensors) {}

  private final Thread thread;
  private @Nullable Tensor[] stack = new Tensor[64];
  private int top;
  private @Nullable Object[] scopes = new Object[8];
  private int[] starts = new int[8];
  private int depth;
  private long[] handles = new long[64];
  private @Nullable Tensor[] closing = new Tensor[64];

  /**
   * Counts tensors that went to the collector, so that not each one asks for the state of memory.
   */
  int collectorTicks;

  private ThreadTensors(Thread thread) {
    this.thread = thread;
  }

  private static Anchor anchor() {
    ThreadTensors tensors = new ThreadTensors(Thread.currentThread());
    Anchor anchor = new Anchor(tensors);
    CLEANER.register(anchor, tensors::abandonAll);
    synchronized (ALL) {
      ALL.removeIf(reference -> reference.get() == null);
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

  boolean isCurrentThread() {
    return thread == Thread.currentThread();
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

  /** Whether a tensor is in the stack, in the scope of the given depth or in one inside of it. */
  boolean owns(Tensor tensor, int depth) {
    int index = tensor.index;
    return index >= starts[depth] && index < top && stack[index] == tensor;
  }

  /** Gives a new tensor to the innermost scope. */
  void push(Tensor tensor) {
    if (top == stack.length) {
      makeRoom();
      if (depth == 0) {
        Collector.register(tensor);
        return;
      }
    }
    tensor.index = top;
    stack[top++] = tensor;
  }

  /** Takes a tensor out that was closed before its scope. */
  void remove(Tensor tensor) {
    int index = tensor.index;
    if (index < 0 || index >= top || stack[index] != tensor) {
      return;
    }
    stack[index] = null;
    int floor = depth == 0 ? 0 : starts[depth - 1];
    while (top > floor && stack[top - 1] == null) {
      top--;
    }
  }

  private void makeRoom() {
    int start = starts[depth - 1];
    int live = start;
    for (int i = start; i < top; i++) {
      Tensor tensor = stack[i];
      if (tensor != null && !tensor.isClosed()) {
        place(tensor, live++);
      }
    }
    Arrays.fill(stack, live, top, null);
    top = live;
    if (top - start > WATCHED_SIZE) {
      watch();
    }
    if (top > stack.length / 2) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
  }

  private void place(Tensor tensor, int index) {
    stack[index] = tensor;
    tensor.index = index;
  }

  /** Holds a large scope weakly from now on; if nobody else holds it, nobody can close it. */
  private void watch() {
    Object scope = scopes[depth - 1];
    if (scope instanceof WeakReference<?> reference) {
      if (reference.get() == null) {
        abandon(starts[--depth]);
      }
    } else {
      scopes[depth - 1] = new WeakReference<>(scope);
    }
  }

  /**
   * Closes the scopes from the innermost one down to the given depth and releases their tensors in
   * one native call.
   *
   * @param to the depth of the scope to close
   */
  void close(int to) {
    int start = starts[to];
    ensureClosing(top - start);
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
      }
    }
    Arrays.fill(stack, survivors, top, null);
    Arrays.fill(scopes, to, depth, null);
    top = survivors;
    depth = to;
    release(taken);
    if (to == 0 && survivors > 0) {
      abandon(0);
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
        tensor.leaveToCollector(handles[i]);
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

  private void ensureClosing(int count) {
    if (handles.length < count) {
      int length = Math.max(count, 2 * handles.length);
      handles = new long[length];
      closing = new Tensor[length];
    }
  }

  private void abandon(int start) {
    for (int i = start; i < top; i++) {
      Tensor tensor = stack[i];
      if (tensor != null && !tensor.isClosed()) {
        tensor.index = -1;
        Collector.register(tensor);
      }
    }
    Arrays.fill(stack, start, top, null);
    top = start;
  }

  /** Runs after the thread's death: its tensors may still be in use elsewhere. */
  private void abandonAll() {
    depth = 0;
    abandon(0);
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
