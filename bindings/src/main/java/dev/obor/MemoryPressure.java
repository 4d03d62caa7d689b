package dev.obor;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Asks for a garbage collection when native memory grows that only the collector can release.
 *
 * <p>The Java heap does not show how large tensors are: a program that closes nothing would fill
 * the machine long before the heap is full. So when LibTorch holds more than a budget above what
 * was alive after the last collection, one is asked for. The budget is the property {@code
 * obor.memory.budget} in bytes, or a thirty-second part of the machine's memory, between 64 MiB and
 * 1 GiB, and never less than half of what is alive. Safe for use by any thread.
 */
final class MemoryPressure {
  private static final long MEBIBYTE = 1 << 20;

  /** What a tensor and the gradient node that may hang on it take beside the elements, roughly. */
  private static final long TENSOR_OVERHEAD = 512;

  /** How many dead tensors a thread releases before it looks again whether that is enough. */
  private static final int RELEASE_AT_ONCE = 1024;

  private static final int LONGS_PER_STRIPE = 8;
  private static final int ATTEMPTS = 5;
  private static final int SETTLE_MILLISECONDS = 200;
  private static final LongBuffer COUNTERS;
  private static final long BUDGET = budget();
  private static final ReentrantLock COLLECTING = new ReentrantLock();

  private static volatile long threshold = BUDGET;
  private static volatile int inUse;
  private static boolean warned;

  static {
    Natives.load();
    ByteBuffer counters = RuntimeNatives.memory_counters();
    COUNTERS = counters.order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  private MemoryPressure() {}

  private static long budget() {
    Long configured = Long.getLong("obor.memory.budget");
    if (configured != null && configured > 0) {
      return configured;
    }
    long share = MachineMemory.bytes() / 32;
    return Math.max(64 * MEBIBYTE, Math.min(1024 * MEBIBYTE, share));
  }

  /** The bytes that LibTorch's CPU allocator holds now. */
  static long bytes() {
    long bytes = 0;
    int last = 0;
    for (int i = 0; i < COUNTERS.capacity(); i += LONGS_PER_STRIPE) {
      long stripe = COUNTERS.get(i);
      bytes += stripe;
      last = stripe == 0 ? last : i;
    }
    inUse = last + LONGS_PER_STRIPE;
    return bytes;
  }

  private static long held() {
    return bytes() + overhead();
  }

  private static long overhead() {
    return TENSOR_OVERHEAD * Collector.estimate() + dead();
  }

  /** What the dead tensors take that only have to be released. */
  private static long dead() {
    return TENSOR_OVERHEAD * LightTensors.SIZE * HandleBlock.dead();
  }

  /** Looks at the stripes only that were in use a short while ago, and checks if it must be. */
  static void glance() {
    long bytes = overhead();
    for (int i = 0, end = inUse; i < end; i += LONGS_PER_STRIPE) {
      bytes += COUNTERS.get(i);
    }
    if (bytes >= threshold) {
      check();
    }
  }

  /**
   * Collects if the budget is used up; called now and then by threads that make tensors without a
   * scope, or many of them in one.
   */
  static void check() {
    while (held() >= threshold) {
      if (HandleBlock.releaseDead(RELEASE_AT_ONCE) == 0) {
        ask();
        return;
      }
    }
  }

  private static void ask() {
    // Far over the budget, threads wait for the one that collects; below, they go on.
    boolean wait = held() > threshold + BUDGET;
    if (wait) {
      COLLECTING.lock();
    } else if (!COLLECTING.tryLock()) {
      return;
    }
    try {
      if (held() >= threshold) { // no other thread has collected in the meantime
        boolean collected = collect();
        long alive = held() - dead();
        threshold = alive + Math.max(BUDGET, collected ? alive / 2 : alive);
        if (!collected && !warned) {
          warned = true;
          warn();
        }
      }
    } finally {
      COLLECTING.unlock();
    }
  }

  /** Asks for a collection and waits until what it found is released; false when none comes. */
  private static boolean collect() {
    boolean interrupted = false;
    try {
      // A collection is left out while some thread's native code is in a critical section.
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), found);
        System.gc();
        if (canary.refersTo(null)) {
          interrupted |= await(found);
          interrupted |= settle();
          return true;
        }
        interrupted |= sleep(attempt);
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits until the JVM has put the references that the collection found into their queues, for a
   * second at most; an interruption is returned and does not end the wait.
   */
  private static boolean await(ReferenceQueue<Object> found) {
    boolean interrupted = false;
    long end = System.nanoTime() + 1_000_000_000L;
    while (System.nanoTime() - end < 0) {
      try {
        if (found.remove(100) != null) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  /** Takes what was found, and waits for other threads that are releasing some of it. */
  private static boolean settle() {
    boolean interrupted = false;
    int quiet = 0;
    for (int i = 0; i < SETTLE_MILLISECONDS && quiet < 2; i++) {
      boolean busy = Collector.find() > 0 || Collector.isReleasing();
      quiet = busy ? 0 : quiet + 1;
      interrupted |= sleep(1);
    }
    return interrupted;
  }

  private static boolean sleep(int milliseconds) {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      return true;
    }
    return interrupted;
  }

  private static void warn() {
    String text =
        "The JVM ignores requests for a garbage collection (-XX:+DisableExplicitGC?), so tensors"
            + " that are not closed can fill native memory before the collector finds them. Use"
            + " Torch.scope() or close(), or remove the flag.";
    // Asked for here only: without a provider, SLF4J's first use prints a notice of its own.
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      System.err.println("Obor: " + text); // who runs out of memory later must have been told
    } else {
      LoggerFactory.getLogger(MemoryPressure.class).warn(text);
    }
  }
}
