package dev.obor.torture;

import dev.obor.Aten;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Threads that make, use, close, share and hand over tensors in every way that the API allows and
 * in many that it forbids, while the collector runs.
 *
 * <p>Every tensor with n elements holds nothing but n, so that whoever reads memory that was given
 * to another tensor notices. The only failure a use may have is that the tensor is closed.
 *
 * <p>Arguments: seconds, threads, seed.
 */
final class ManyThreads {
  private static final int SLOTS = 32;
  private static final AtomicReferenceArray<Tensor> SHARED = new AtomicReferenceArray<>(SLOTS);
  private static final Tensor[] RACY = new Tensor[SLOTS];
  private static final BlockingQueue<Tensor> HANDED = new ArrayBlockingQueue<>(64);
  private static final ConcurrentLinkedQueue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();
  private static final AtomicLong STEPS = new AtomicLong();
  private static final AtomicLong CLOSED = new AtomicLong();
  private static volatile boolean over;

  private ManyThreads() {}

  public static void main(String[] arguments) throws InterruptedException {
    double seconds = Double.parseDouble(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    Torch.setNumThreads(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Random random = new Random(seed + i);
      all.add(new Thread(() -> work(random), "worker-" + i));
    }
    all.add(new Thread(ManyThreads::collect, "collecting"));
    all.forEach(Thread::start);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() - end < 0 && FAILURES.isEmpty()) {
      Thread.sleep(10);
    }
    over = true;
    for (Thread thread : all) {
      thread.join(30_000);
      if (thread.isAlive()) {
        FAILURES.add(new IllegalStateException(thread.getName() + " hangs"));
      }
    }
    System.out.println("steps=" + STEPS);
    System.out.println("closed=" + CLOSED);
    for (int i = 0; i < SLOTS; i++) {
      SHARED.set(i, null);
      RACY[i] = null;
    }
    HANDED.clear();
    all.clear();
    if (FAILURES.isEmpty()) {
      ProcessMemory.awaitRelease(0, 0);
    }
    System.out.println("left=" + Obor.memory().tensors());
    FAILURES.forEach(Throwable::printStackTrace);
    System.exit(FAILURES.isEmpty() ? 0 : 1);
  }

  private static void collect() {
    try {
      while (!over) {
        System.gc();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      FAILURES.add(e);
    }
  }

  private static void work(Random random) {
    try {
      while (!over) {
        try {
          step(random);
        } catch (IllegalStateException e) {
          CLOSED.incrementAndGet();
        }
        STEPS.incrementAndGet();
      }
    } catch (Throwable e) {
      FAILURES.add(e);
    }
  }

  private static void step(Random random) throws InterruptedException {
    int slot = random.nextInt(SLOTS);
    switch (random.nextInt(20)) {
      case 0 -> replace(slot, make(random), random);
      case 1 -> RACY[slot] = make(random);
      case 2 -> publishFromScope(random, slot, false);
      case 3 -> publishFromScope(random, slot, true);
      case 4 -> HANDED.offer(make(random).handOver());
      case 5 -> handOverFromScope(random);
      case 6 -> close(SHARED.get(slot));
      case 7 -> close(RACY[slot]);
      case 8, 9 -> takeOver(random);
      case 10 -> nest(random, slot);
      case 11 -> closeTogether(slot);
      case 12 -> fail(random);
      case 13 -> misuse(random, slot);
      case 14 -> moveBetweenScopes(random);
      default -> use(random.nextBoolean() ? SHARED.get(slot) : RACY[slot], random);
    }
  }

  private static Tensor make(Random random) {
    int size = random.nextInt(100) == 0 ? 50_000 : 1 + random.nextInt(300);
    return Torch.full(Torch.size(size), (double) size);
  }

  private static void replace(int slot, Tensor tensor, Random random) {
    Tensor before = SHARED.getAndSet(slot, tensor);
    if (random.nextBoolean()) {
      close(before);
    }
  }

  private static void close(@Nullable Tensor tensor) {
    if (tensor != null) {
      tensor.close();
      tensor.close();
    }
  }

  /** Reads the tensor by operators that may run while another thread closes it. */
  private static void use(@Nullable Tensor tensor, Random random) {
    if (tensor == null) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> check(tensor.numel(), tensor.toFloatArray());
      case 1 -> {
        try (Scope scope = Torch.scope()) {
          Tensor doubled = tensor.add(tensor);
          check(2 * tensor.numel(), doubled.toFloatArray());
        }
      }
      case 2 -> {
        Tensor view = tensor.view(1, -1);
        Tensor sum = view.mul(1).sum();
        long size = view.numel();
        check(size, view.toFloatArray());
        if (sum.item().doubleValue() != (double) size * size) {
          throw new AssertionError("the sum of " + size + " elements is " + sum.item());
        }
        view.close();
      }
      default -> {
        float[] values = Torch.scoped(() -> tensor.clone()).toFloatArray();
        check(values.length, values);
      }
    }
  }

  private static void check(long expected, float[] values) {
    for (float value : values) {
      if (value != expected) {
        throw new AssertionError("expected " + expected + ", read " + value);
      }
    }
  }

  private static void publishFromScope(Random random, int slot, boolean keep) {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = make(random);
      make(random);
      if (random.nextBoolean()) {
        RACY[slot] = tensor;
      } else {
        SHARED.set(slot, tensor);
      }
      if (keep) {
        scope.keep(tensor);
      }
      use(tensor, random);
    }
  }

  private static void handOverFromScope(Random random) {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = make(random);
      use(tensor, random);
      if (!HANDED.offer(tensor.handOver())) {
        tensor.close();
      }
    }
  }

  private static void takeOver(Random random) {
    Tensor tensor = HANDED.poll();
    if (tensor == null) {
      return;
    }
    try (Scope scope = Torch.scope()) {
      if (random.nextBoolean()) {
        use(tensor, random);
      }
      if (random.nextBoolean()) {
        scope.own(tensor);
        use(tensor, random);
      }
      if (random.nextInt(4) == 0) {
        RACY[random.nextInt(SLOTS)] = tensor;
      }
    }
    if (random.nextBoolean()) {
      tensor.close();
    }
  }

  private static void nest(Random random, int slot) {
    try (Scope outer = Torch.scope()) {
      Tensor kept = make(random);
      for (int i = 0; i < 3; i++) {
        Tensor before = kept;
        kept =
            Torch.scoped(
                () -> {
                  use(before, random);
                  use(SHARED.get(slot), random);
                  return make(random);
                });
        if (random.nextBoolean()) {
          before.close();
        }
      }
      SHARED.set(slot, outer.keep(kept));
    }
  }

  /** Several threads close one tensor at the same moment, more or less. */
  private static void closeTogether(int slot) {
    for (int i = 0; i < SLOTS; i++) {
      close(SHARED.get((slot + i) % SLOTS));
    }
  }

  private static void fail(Random random) {
    Tensor tensor = make(random);
    try {
      Aten.matmul(tensor, Torch.ones(1000, 2));
      throw new AssertionError("a matrix product of wrong shapes gave a result");
    } catch (TorchException e) {
      tensor.close();
    }
  }

  private static void misuse(Random random, int slot) {
    switch (random.nextInt(5)) {
      case 0 -> Torch.scope(); // forgotten
      case 1 -> {
        Scope outer = Torch.scope();
        Scope inner = Torch.scope();
        make(random);
        try {
          outer.close();
        } finally {
          inner.close();
        }
      }
      case 2 -> {
        Tensor tensor = SHARED.get(slot);
        if (tensor != null) {
          tensor.handOver();
        }
      }
      case 3 -> {
        Tensor tensor = RACY[slot];
        if (tensor != null) {
          tensor.unscoped();
        }
      }
      default -> {
        Tensor tensor = make(random).handOver();
        SHARED.set(slot, tensor);
        use(tensor, random);
        tensor.close();
      }
    }
  }

  private static void moveBetweenScopes(Random random) {
    Tensor outside = make(random);
    RACY[random.nextInt(SLOTS)] = outside;
    try (Scope outer = Torch.scope()) {
      outer.own(outside);
      try (Scope inner = Torch.scope()) {
        inner.own(outside);
        use(outside, random);
        if (random.nextBoolean()) {
          outside.unscoped();
        }
        inner.own(make(random)).unscoped().close();
      }
    }
    outside.close();
  }
}
