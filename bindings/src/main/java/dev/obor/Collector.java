package dev.obor;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Releases tensors that the garbage collector found unreachable: the net under every tensor that no
 * scope owns.
 *
 * <p>Safe for use by any thread.
 */
final class Collector {
  private static final int STRIPES = 16;
  private static final int BATCH = 256;
  private static final Stripe[] REFERENCES = new Stripe[STRIPES];
  private static final ReferenceQueue<Tensor> QUEUE = new ReferenceQueue<>();

  static {
    for (int i = 0; i < STRIPES; i++) {
      REFERENCES[i] = new Stripe();
    }
    ThreadTensors.daemon(Collector::run, "obor-collector").start();
  }

  private Collector() {}

  /** References of some threads in a doubly linked list, so that each can be taken out at once. */
  private static final class Stripe {
    private @Nullable TensorReference first;
    private int count;

    synchronized void add(TensorReference reference) {
      reference.next = first;
      if (first != null) {
        first.previous = reference;
      }
      first = reference;
      count++;
    }

    /** Takes a reference out; false when that has happened before. */
    synchronized boolean remove(TensorReference reference) {
      if (reference.removed) {
        return false;
      }
      reference.removed = true;
      TensorReference next = reference.next;
      TensorReference previous = reference.previous;
      if (next != null) {
        next.previous = previous;
      }
      if (previous != null) {
        previous.next = next;
      } else {
        first = next;
      }
      reference.next = null;
      reference.previous = null;
      count--;
      return true;
    }

    synchronized int count() {
      return count;
    }

    synchronized void collect(List<Tensor> alive) {
      for (TensorReference r = first; r != null; r = r.next) {
        Tensor tensor = r.tensor();
        if (tensor != null && !tensor.isClosed()) {
          alive.add(tensor);
        }
      }
    }
  }

  /** Stays when its tensor is gone, and still knows the handle. */
  static final class TensorReference extends PhantomReference<Tensor> {
    private final long handle;
    private final Stripe stripe;
    private final @Nullable Reference<Tensor> watched;
    private @Nullable TensorReference next;
    private @Nullable TensorReference previous;
    private boolean removed;

    private TensorReference(Tensor tensor, long handle, Stripe stripe) {
      super(tensor, QUEUE);
      this.handle = handle;
      this.stripe = stripe;
      this.watched = LeakDetection.isEnabled() ? new WeakReference<>(tensor) : null;
    }

    private @Nullable Tensor tensor() {
      return watched == null ? null : watched.get();
    }

    /** Ends the collector's care because the tensor is being released now. */
    void discard() {
      if (stripe.remove(this)) {
        clear();
      }
    }
  }

  /** Takes care of a tensor that is open. */
  static void register(Tensor tensor) {
    tensor.reference = watch(tensor, tensor.rawHandle());
    ThreadTensors thread = ThreadTensors.current();
    if ((++thread.collectorTicks & 63) == 0) {
      drain();
      MemoryPressure.check();
    }
  }

  /** Takes care of a handle until its tensor is unreachable. */
  static TensorReference watch(Tensor tensor, long handle) {
    Stripe stripe = REFERENCES[(int) (Thread.currentThread().getId() & (STRIPES - 1))];
    TensorReference reference = new TensorReference(tensor, handle, stripe);
    stripe.add(reference);
    return reference;
  }

  /** Tensors in the collector's care, counting those that are closed but wait for other threads. */
  static long count() {
    long count = 0;
    for (Stripe stripe : REFERENCES) {
      count += stripe.count();
    }
    return count;
  }

  /** The open tensors in the collector's care; known only while leak detection is on. */
  static List<Tensor> alive() {
    List<Tensor> alive = new ArrayList<>();
    for (Stripe stripe : REFERENCES) {
      stripe.collect(alive);
    }
    return alive;
  }

  /** Releases what is known to be unreachable, without waiting; returns how many. */
  static int drain() {
    Reference<? extends Tensor> reference = QUEUE.poll();
    return reference == null ? 0 : releaseFrom(reference);
  }

  private static int releaseFrom(Reference<? extends Tensor> begin) {
    long[] handles = new long[BATCH];
    int total = 0;
    int count = 0;
    Reference<? extends Tensor> reference = begin;
    while (reference != null) {
      TensorReference dead = (TensorReference) reference;
      if (dead.stripe.remove(dead)) {
        handles[count++] = dead.handle;
        total++;
      }
      if (count == BATCH) {
        TensorNatives.release_all(handles, count);
        count = 0;
      }
      reference = QUEUE.poll();
    }
    if (count > 0) {
      TensorNatives.release_all(handles, count);
    }
    return total;
  }

  private static void run() {
    while (true) {
      Reference<? extends Tensor> next = await();
      if (next != null) {
        releaseFrom(next);
      }
    }
  }

  /**
   * Null after an interruption, which does not end the thread: without it, unreachable tensors
   * would stay.
   */
  private static @Nullable Reference<? extends Tensor> await() {
    try {
      return QUEUE.remove();
    } catch (InterruptedException e) {
      return null;
    }
  }
}
