package dev.obor.torture;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Operators, scopes and modes in 1,000 virtual threads at once; for Java 21 and later. */
final class VirtualThreads {
  private static final int THREADS = 1000;
  private static final ConcurrentLinkedQueue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger ENDED = new AtomicInteger();

  private VirtualThreads() {}

  public static void main(String[] arguments) throws Exception {
    Torch.setNumThreads(1);
    runAll();
    FAILURES.forEach(Throwable::printStackTrace);
    ProcessMemory.awaitRelease(0, 0);
    System.out.println("ended=" + ENDED);
    System.out.println("left=" + Obor.memory().tensors());
    System.exit(FAILURES.isEmpty() ? 0 : 1);
  }

  private static void runAll() throws Exception {
    // Java 17 compiles this program and has no such method.
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Thread> threads = new ArrayList<>();
    try (Scope scope = Torch.scope();
        ThreadMode mode = Torch.noGrad()) {
      Tensor shared = Torch.full(Torch.size(3), 2.0);
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        threads.add((Thread) start.invoke(null, (Runnable) () -> work(number, shared)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void work(int number, Tensor shared) {
    try {
      for (int i = 0; i < 10; i++) {
        refuses(Torch::noGrad);
        refuses(Torch::enableGrad);
        refuses(() -> Torch.setGradEnabled(false));
        refuses(Torch::inferenceMode);
        if (!Torch.isGradEnabled() || Torch.isInferenceModeEnabled()) {
          throw new AssertionError("a mode of another thread shows");
        }
        Tensor outside = shared.mul(number);
        try (Scope scope = Torch.scope()) {
          Tensor weight = Torch.full(Torch.size(3), (double) number).requiresGrad_();
          Thread.sleep(1); // gives the carrier to another virtual thread
          weight.mul(outside).sum().backward();
          Tensor gradient = weight.grad();
          if (gradient == null || gradient.sum().item().intValue() != 6 * number) {
            throw new AssertionError("the gradient is " + gradient);
          }
        }
        if (number % 2 == 0) {
          outside.close();
        }
      }
      ENDED.incrementAndGet();
    } catch (Throwable e) {
      FAILURES.add(e);
    }
  }

  private static void refuses(Supplier<ThreadMode> mode) {
    try (ThreadMode set = mode.get()) {
      throw new AssertionError("a virtual thread could set a mode");
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("Executors.newFixedThreadPool")) {
        throw e;
      }
    }
  }
}
