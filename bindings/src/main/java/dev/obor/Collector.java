package dev.obor;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Releases tensors that the garbage collector found unreachable: the net under every tensor that no
 * scope owns.
 *
 * <p>Safe for use by any thread.
 */
final class Collector {
  private static final int STRIPES = 16;

  /** After this many tensors a thread glances at the state of memory. */
  private static final int GLANCE_EVERY = 8;

  /** How many tensors a thread releases at most for the ones that it leaves to the collector. */
  private static final int RELEASE_AT_ONCE = 16 * 1024;

  /** After this many it looks closer, and releases what the garbage collector has found. */
  private static final int LOOK_EVERY = 64;

  /** The first tensor of a thread already looks, for programs with many short threads. */
  static final int FIRST_TICK = LOOK_EVERY - 1;

  private static final Stripe[] REFERENCES = new Stripe[STRIPES];
  private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
  private static final AtomicInteger RELEASING = new AtomicInteger();

  private static final Thread DAEMON = ThreadTensors.daemon(Collector::run, "obor-collector");

  static {
    for (int i = 0; i < STRIPES; i++) {
      REFERENCES[i] = new Stripe();
    }
    DAEMON.start();
  }

  private Collector() {}

  /** References of some threads in a doubly linked list, so that each can be taken out at once. */
  private static final class Stripe {
    private @Nullable TensorReference first;

    private int tensors;
    private int alone;

    /** Adds a reference as the last thing: an exhausted stack leaves it either out or in. */
    synchronized void add(TensorReference reference) {
      count(reference, 1);
      reference.next = first;
      if (first != null) {
        first.previous = reference;
      }
      first = reference;
      reference.listed = true;
    }

    /** Takes a reference out; false when it is not in the list. */
    synchronized boolean remove(TensorReference reference) {
      if (!reference.listed) {
        return false;
      }
      reference.listed = false;
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
      count(reference, -1);
      return true;
    }

    private void count(TensorReference reference, int sign) {
      tensors += sign * reference.weight;
      alone += reference.block == null ? sign : 0;
    }

    synchronized void setWeight(TensorReference reference, int weight) {
      if (reference.listed) {
        tensors += weight - reference.weight;
        reference.weight = weight;
      }
    }

    synchronized void collect(List<TensorReference> references) {
      for (TensorReference r = first; r != null; r = r.next) {
        if (r.block == null) {
          references.add(r);
        }
      }
    }
  }

  /** Stays when its tensor is gone, or several are, and still knows the handles. */
  static final class TensorReference extends PhantomReference<Object> {
    private final long handle;
    private final @Nullable HandleBlock block;
    private final Stripe stripe;
    private final @Nullable Reference<Tensor> watched;
    private @Nullable TensorReference next;
    private @Nullable TensorReference previous;
    private boolean listed;
    private boolean closed;
    private int weight = 1;

    private TensorReference(Tensor tensor, long handle, Stripe stripe) {
      super(tensor, QUEUE);
      this.handle = handle;
      this.block = null;
      this.stripe = stripe;
      this.watched = LeakDetection.isEnabled() ? new WeakReference<>(tensor) : null;
    }

    private TensorReference(LightTensors tensors, HandleBlock block, Stripe stripe) {
      super(tensors, QUEUE);
      this.handle = 0;
      this.block = block;
      this.stripe = stripe;
      this.watched = null;
    }

    /** The handles, if there are several tensors. */
    HandleBlock block() {
      return Objects.requireNonNull(block);
    }

    long handle() {
      return handle;
    }

    /** Notes how many tensors there are. */
    void setWeight(int tensors) {
      stripe.setWeight(this, tensors);
    }

    /** Notes that the tensor is closed and only waits until no thread can reach it. */
    void markClosed() {
      closed = true;
    }

    boolean isClosed() {
      return closed;
    }

    /** The tensor, while it is reachable and leak detection is on. */
    @Nullable Tensor tensor() {
      return watched == null ? null : watched.get();
    }

    /** Begins the collector's care; until then the reference has no effect. */
    void begin() {
      stripe.add(this);
    }

    /** Ends the collector's care because the tensor is being released now. */
    void discard() {
      if (stripe.remove(this)) {
        clear();
      }
    }
  }

  /** A reference that releases the handle when the tensor is unreachable, once it has begun. */
  static TensorReference reference(Tensor tensor, long handle) {
    return new TensorReference(tensor, handle, stripe());
  }

  private static Stripe stripe() {
    return REFERENCES[(int) (Thread.currentThread().getId() & (STRIPES - 1))];
  }

  /** Takes care of a new tensor. */
  static TensorReference watch(Tensor tensor, long handle) {
    TensorReference reference = reference(tensor, handle);
    reference.begin();
    return reference;
  }

  /** Takes care of tensors that are still to come. */
  static TensorReference watch(LightTensors tensors) {
    TensorReference reference = new TensorReference(tensors, HandleBlock.take(), stripe());
    reference.begin();
    return reference;
  }

  /**
   * Counts tensors that the calling thread left to the collector, and now and then looks after
   * memory.
   */
  static void tick(ThreadTensors thread, int tensors) {
    int before = thread.collectorTicks;
    int after = before + tensors;
    thread.collectorTicks = after;
    int passed = before ^ after;
    if (passed >= LOOK_EVERY || passed < 0) {
      find(RELEASE_AT_ONCE);
      MemoryPressure.check();
    } else if (passed >= GLANCE_EVERY) {
      MemoryPressure.glance();
    }
  }

  /**
   * Tensors in the collector's care, counting those that are closed but wait for other threads. It
   * may miss what other threads do at this moment.
   */
  static long count() {
    long count = HandleBlock.countAll();
    for (Stripe stripe : REFERENCES) {
      count += stripe.alone;
    }
    return count;
  }

  /** The same at once, missing some of the latest. */
  static long estimate() {
    long count = 0;
    for (Stripe stripe : REFERENCES) {
      count += stripe.tensors;
    }
    return count;
  }

  /** What the collector cares for one by one; while leak detection is on, that is all. */
  static List<TensorReference> references() {
    List<TensorReference> references = new ArrayList<>();
    for (Stripe stripe : REFERENCES) {
      stripe.collect(references);
    }
    return references;
  }

  /** The open tensors in the collector's care; known only while leak detection is on. */
  static List<Tensor> alive() {
    List<Tensor> alive = new ArrayList<>();
    for (TensorReference reference : references()) {
      Tensor tensor = reference.tensor();
      if (tensor != null && !tensor.isClosed()) {
        alive.add(tensor);
      }
    }
    return alive;
  }

  /**
   * Releases everything that is known to be unreachable; what another thread is releasing just now
   * is waited for, a moment at most.
   */
  static void drain() {
    find();
    HandleBlock.releaseDead(Integer.MAX_VALUE);
    HandleBlock.releasePostponed();
    long begin = System.nanoTime();
    while (isReleasing() && System.nanoTime() - begin < Patience.NANOSECONDS) {
      LockSupport.parkNanos(100_000);
    }
  }

  /**
   * Takes what the garbage collector has found, without waiting: releases it, but for {@link
   * LightTensors}, which are left to the threads that make new ones. Returns how much there was.
   */
  static int find() {
    return find(Integer.MAX_VALUE);
  }

  private static int find(int atMost) {
    Reference<?> reference = QUEUE.poll();
    if (reference == null) {
      return 0;
    }
    return releaseFrom(reference, ThreadTensors.current().handles, atMost);
  }

  /** Whether a thread is busy with releasing what it has taken from the queue. */
  static boolean isReleasing() {
    return RELEASING.get() > 0;
  }

  private static int releaseFrom(Reference<?> begin, long[] handles, int atMost) {
    int total = 0;
    int count = 0;
    RELEASING.incrementAndGet();
    try {
      Reference<?> reference = begin;
      while (reference != null) {
        TensorReference dead = (TensorReference) reference;
        boolean mine = dead.stripe.remove(dead);
        if (mine && dead.block != null) {
          if (dead.block.leave() && Thread.currentThread() != DAEMON) {
            DAEMON.interrupt(); // it may wait for more, and has to see what becomes of these
          }
        } else if (mine) {
          handles[count++] = dead.handle;
        }
        total++;
        if (count == handles.length) {
          count = 0;
          TensorNatives.release_all(handles, handles.length);
        }
        reference = total < atMost ? QUEUE.poll() : null;
      }
    } finally { // with what an exhausted stack left
      if (count > 0) {
        TensorNatives.release_all(handles, count);
      }
      RELEASING.decrementAndGet();
    }
    return total;
  }

  private static void run() {
    long[] handles = new long[ThreadTensors.BATCH];
    Patience patience = new Patience();
    while (true) {
      try {
        boolean waiting = patience.isNeeded(HandleBlock.dead());
        Reference<?> reference = waiting ? QUEUE.remove(Patience.MILLISECONDS) : QUEUE.remove();
        if (reference != null) {
          releaseFrom(reference, handles, Integer.MAX_VALUE);
        }
        if (patience.isOver(System.nanoTime(), HandleBlock.dead(), HandleBlock.reused())) {
          releaseDead();
        }
      } catch (InterruptedException e) {
        // An interruption does not end the thread: without it, unreachable tensors would stay.
      } catch (Throwable e) { // nor does an exhausted heap
        report(e);
      }
    }
  }

  private static void releaseDead() {
    RELEASING.incrementAndGet();
    try {
      HandleBlock.releaseDead(Integer.MAX_VALUE);
    } finally {
      RELEASING.decrementAndGet();
    }
  }

  private static void report(Throwable failure) {
    try {
      LoggerFactory.getLogger(Collector.class)
          .error("releasing unreachable tensors failed", failure);
    } catch (Throwable e) {
      failure.addSuppressed(e);
    }
  }
}
