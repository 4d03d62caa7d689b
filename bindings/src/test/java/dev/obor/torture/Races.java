package dev.obor.torture;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Each thing that the owner of a tensor can do, at the same moment as each thing that another
 * thread can do: no tensor is released twice, none is lost.
 *
 * <p>Argument: how many batches of tensors for each pair.
 */
final class Races {
  private static final int BATCH = 256;
  private static final int ELEMENTS = 7;
  private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();
  private static final AtomicLong CLOSED = new AtomicLong();
  private static final CyclicBarrier BARRIER = new CyclicBarrier(2);
  private static final AtomicInteger[] ARRIVED = {new AtomicInteger(), new AtomicInteger()};
  private static final Tensor[] TENSORS = new Tensor[BATCH];
  private static @Nullable Consumer<Tensor> other;

  private Races() {}

  public static void main(String[] arguments) throws Exception {
    int batches = Integer.parseInt(arguments[0]);
    Torch.setNumThreads(1);
    Thread thread = new Thread(Races::meet);
    thread.setDaemon(true);
    thread.start();
    for (Map.Entry<String, Consumer<Tensor>> owner : owners().entrySet()) {
      for (Map.Entry<String, Consumer<Tensor>> other : others().entrySet()) {
        Races.other = other.getValue();
        for (int i = 0; i < batches; i++) {
          race(owner.getKey(), owner.getValue());
          Throwable failure = FAILURE.get();
          if (failure != null) {
            throw new IllegalStateException(owner.getKey() + " and " + other.getKey(), failure);
          }
        }
        Arrays.fill(TENSORS, null);
        try {
          ProcessMemory.awaitRelease(0, 0);
        } catch (IllegalStateException e) {
          throw new IllegalStateException(owner.getKey() + " and " + other.getKey(), e);
        }
      }
    }
    System.out.println("closed=" + CLOSED);
    System.out.println("left=" + Obor.memory().tensors());
  }

  private static Map<String, Consumer<Tensor>> owners() {
    Map<String, Consumer<Tensor>> owners = new LinkedHashMap<>();
    owners.put("close", Tensor::close);
    owners.put("nothing", tensor -> {});
    owners.put("use", Races::use);
    owners.put("change", Races::change);
    owners.put("hand over", Tensor::handOver);
    owners.put("unscope", Tensor::unscoped);
    owners.put(
        "move into a scope",
        tensor -> {
          try (Scope scope = Torch.scope()) {
            scope.own(tensor);
          }
        });
    owners.put(
        "move into a scope and keep",
        tensor -> {
          try (Scope scope = Torch.scope()) {
            scope.keep(scope.own(tensor));
          }
        });
    owners.put(
        "move through scopes",
        tensor -> {
          try (Scope outer = Torch.scope()) {
            outer.own(tensor);
            try (Scope inner = Torch.scope()) {
              inner.own(tensor).unscoped();
              inner.own(tensor);
            }
          }
        });
    return owners;
  }

  private static Map<String, Consumer<Tensor>> others() {
    Map<String, Consumer<Tensor>> others = new LinkedHashMap<>();
    others.put("close", Tensor::close);
    others.put("use", Races::use);
    others.put("change", Races::change);
    others.put(
        "use and close",
        tensor -> {
          use(tensor);
          tensor.close();
        });
    return others;
  }

  /** Every third batch is made in a scope, another third in one that they leave. */
  private static void race(String name, Consumer<Tensor> owner) throws Exception {
    int kind = name.equals("unscope") ? 0 : ThreadLocalRandom.current().nextInt(3);
    boolean inScope = kind == 0;
    if (kind == 2) {
      make(false);
    }
    try (Scope scope = Torch.scope()) {
      if (kind != 2) {
        make(kind == 1);
      }
      BARRIER.await();
      run(owner, 0);
      if (inScope && ThreadLocalRandom.current().nextBoolean()) {
        scope.keepAll(TENSORS);
      }
    }
    BARRIER.await();
  }

  private static void make(boolean unscoped) {
    for (int i = 0; i < BATCH; i++) {
      Tensor tensor = Torch.full(Torch.size(ELEMENTS), (double) ELEMENTS);
      TENSORS[i] = unscoped ? tensor.unscoped() : tensor;
    }
  }

  /** Each tensor waits until both threads have come to it, give or take some nanoseconds. */
  private static void run(Consumer<Tensor> action, int side) {
    for (int i = 0; i < BATCH; i++) {
      ARRIVED[side].incrementAndGet();
      for (int spin = 1; ARRIVED[1 - side].get() < ARRIVED[side].get(); spin++) {
        if (spin % 1000 == 0) {
          LockSupport.parkNanos(1); // the other thread has no processor
        } else {
          Thread.onSpinWait();
        }
      }
      int delay = ThreadLocalRandom.current().nextInt(8);
      for (int spin = 0; spin < delay; spin++) {
        Thread.onSpinWait();
      }
      try {
        action.accept(TENSORS[i]);
      } catch (IllegalStateException e) {
        CLOSED.incrementAndGet(); // the other thread was faster
      }
    }
  }

  private static void meet() {
    try {
      while (true) {
        BARRIER.await();
        Consumer<Tensor> action = other;
        if (action != null) {
          run(action, 1);
        }
        BARRIER.await();
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      FAILURE.compareAndSet(null, e);
    } catch (Throwable e) {
      FAILURE.compareAndSet(null, e);
      BARRIER.reset();
    }
  }

  private static void change(Tensor tensor) {
    tensor.requiresGrad_();
  }

  private static void use(Tensor tensor) {
    try (Tensor sum = tensor.sum()) {
      if (sum.item().intValue() != ELEMENTS * ELEMENTS) {
        throw new AssertionError("read " + sum);
      }
    }
  }
}
