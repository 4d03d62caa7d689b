package dev.obor.torture;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Scopes that live long, that nobody closes, and whose threads end before them.
 *
 * <p>Each trial prints the most memory that tensors took meanwhile, in MiB, and ends with nothing
 * left. Start it with a budget of 32 MiB.
 */
final class ManyScopes {
  private static final long KIBIBYTE_OF_FLOATS = 256;
  private static final List<Scope> HELD = new ArrayList<>();
  private static double peak;

  private ManyScopes() {}

  private interface Trial {
    void run() throws InterruptedException;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Torch.setNumThreads(1);
    trial("closedInside", ManyScopes::closeInside);
    trial("replaced", ManyScopes::replace);
    trial("forgotten", ManyScopes::forget);
    trial("forgottenOuter", ManyScopes::forgetOuter);
    trial("deadThreads", ManyScopes::die);
    trial("shortThreads", ManyScopes::makeThreads);
    System.out.println("resident=" + ProcessMemory.resident());
  }

  private static void trial(String name, Trial trial) throws InterruptedException {
    peak = 0;
    long begin = System.nanoTime();
    trial.run();
    ProcessMemory.awaitRelease(0, 0);
    System.out.println(name + "=" + peak);
    System.out.println(name + "Seconds=" + (System.nanoTime() - begin) / 1e9);
  }

  private static void measure() {
    peak = Math.max(peak, ProcessMemory.tensors());
  }

  private static Tensor kibibytes(long count) {
    return Torch.zeros(count * KIBIBYTE_OF_FLOATS);
  }

  private static void closeInside() {
    try (Scope scope = Torch.scope()) {
      Tensor last = kibibytes(1);
      for (int i = 0; i < 1_000_000; i++) {
        Tensor next = Torch.empty(8);
        if (i % 3 == 0) {
          last.close();
          last = next;
        } else {
          next.close();
        }
        if (i % 10_000 == 0) {
          measure();
        }
      }
      if (Obor.memory().scopedTensors() != 1) {
        throw new AssertionError("expected one open tensor: " + Obor.memory());
      }
    }
  }

  /** Each state comes out of a scope of its own into the one long scope. */
  private static void replace() {
    try (Scope scope = Torch.scope()) {
      Tensor state = kibibytes(1);
      for (int i = 0; i < 200_000; i++) {
        Tensor before = state;
        state = Torch.scoped(() -> before.add(1));
        before.close();
        if (i % 10_000 == 0) {
          measure();
        }
      }
    }
  }

  private static void forget() throws InterruptedException {
    inThread(
        () -> {
          for (int i = 0; i < 20; i++) {
            Torch.scope();
            for (int k = 0; k < 300; k++) {
              kibibytes(64);
              measure();
            }
          }
        });
  }

  private static void forgetOuter() throws InterruptedException {
    inThread(
        () -> {
          try (Scope large = Torch.scope()) {
            for (int i = 0; i < 20_000; i++) {
              Torch.empty(1);
            }
          }
          Torch.scope();
          for (int i = 0; i < 500; i++) {
            Torch.scoped(() -> kibibytes(1024).add(1));
            measure();
          }
        });
  }

  private static void die() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      inThread(
          () -> {
            HELD.add(Torch.scope());
            HELD.add(Torch.scope());
            for (int k = 0; k < 50; k++) {
              kibibytes(16);
            }
          });
    }
    measure();
  }

  /** Threads that end before they have made many tensors. */
  private static void makeThreads() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      inThread(
          () -> {
            for (int k = 0; k < 3; k++) {
              kibibytes(1024);
            }
          });
      measure();
    }
  }

  private static void inThread(Runnable body) throws InterruptedException {
    Throwable[] failure = new Throwable[1];
    Thread thread = new Thread(body);
    thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw new AssertionError("a thread failed", failure[0]);
    }
  }
}
