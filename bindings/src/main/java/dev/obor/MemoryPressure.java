package dev.obor;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

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

  private static final int LONGS_PER_STRIPE = 8;
  private static final java.nio.LongBuffer COUNTERS;
  private static final long BUDGET = budget();
  private static final ReentrantLock COLLECTING = new ReentrantLock();

  private static volatile long threshold = BUDGET;
  private static volatile boolean useless;

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
    for (int i = 0; i < COUNTERS.capacity(); i += LONGS_PER_STRIPE) {
      bytes += COUNTERS.get(i);
    }
    return bytes;
  }

  private static long held() {
    return bytes() + TENSOR_OVERHEAD * Collector.count();
  }

  /**
   * Collects if the budget is used up; called now and then by threads that make tensors without a
   * scope.
   */
  static void check() {
    if (useless || held() < threshold) {
      return;
    }
    // Far over the budget, threads wait for the one that collects; below, they go on.
    boolean wait = held() > threshold + BUDGET;
    if (wait) {
      COLLECTING.lock();
    } else if (!COLLECTING.tryLock()) {
      return;
    }
    try {
      collect();
    } finally {
      COLLECTING.unlock();
    }
  }

  private static void collect() {
    if (held() < threshold) {
      return; // another thread has collected in the meantime
    }
    WeakReference<Object> canary = new WeakReference<>(new Object());
    System.gc();
    if (canary.get() != null) {
      useless = true;
      // Asked for here only: without a provider, SLF4J's first use prints a notice of its own.
      LoggerFactory.getLogger(MemoryPressure.class)
          .warn(
              "The JVM ignores requests for a garbage collection (-XX:+DisableExplicitGC?), so tensors"
                  + " that are not closed can fill native memory before the collector finds them. Use"
                  + " Torch.scope() or close(), or remove the flag.");
      return;
    }
    settle();
    long alive = held();
    threshold = alive + Math.max(BUDGET, alive / 2);
  }

  /**
   * Waits until the references that the collection found have reached the queue and were released.
   */
  private static void settle() {
    int quiet = 0;
    for (int i = 0; i < 100 && quiet < 3; i++) {
      quiet = Collector.drain() == 0 ? quiet + 1 : 0;
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
