package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks that are registered while other threads go back through the same graph. */
@InScope
@LeftToCollector
class HookThreadTest {
  private final ExecutorService pool = Executors.newCachedThreadPool();

  /** Lets the pass of another thread go on. */
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() throws InterruptedException {
    release.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  /** Goes back through a graph in another thread, up to a hook on the tensor that waits. */
  private Future<?> passThatWaits(Tensor result, Tensor at, CountDownLatch begun) {
    at.registerHook(
        gradient -> {
          begun.countDown();
          await(release);
          return null;
        });
    return pool.submit(
        () -> {
          try (Scope scope = Torch.scope()) {
            result.backward();
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void isWaiting(Future<?> future) {
    assertThatThrownBy(() -> future.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void theFirstHookWaitsForPassesOfOtherThreads() throws Exception {
    Tensor x = leaf(1);
    Tensor h = x.mul(2);
    Tensor y = h.mul(3);
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> pass = passThatWaits(y, y, begun);
    await(begun);
    AtomicInteger calls = new AtomicInteger();
    Future<?> registration = pool.submit(() -> h.registerHook(counting(calls)));
    isWaiting(registration);
    y.registerHook(counting(calls)); // not the first
    Tensor other = leaf(1).mul(2);
    other.registerHook(counting(calls)); // not in that graph
    other.backward();
    assertThat(calls).hasValue(1);
    release.countDown();
    pass.get(1, TimeUnit.MINUTES);
    registration.get(1, TimeUnit.MINUTES);
    assertThat(Objects.requireNonNull(x.grad()).item().doubleValue()).isEqualTo(6);
    assertThat(calls).hasValue(1);
  }

  private static GradientHook counting(AtomicInteger calls) {
    return gradient -> {
      calls.incrementAndGet();
      return null;
    };
  }

  @Test
  void everyKindOfHookWaits() throws Exception {
    Tensor x = leaf(1);
    Tensor h = x.mul(2);
    Tensor y = h.mul(3);
    Node node = Objects.requireNonNull(h.gradFn());
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> pass = passThatWaits(y, y, begun);
    await(begun);
    List<Future<?>> waiting = new ArrayList<>();
    for (Runnable change :
        List.<Runnable>of(
            () -> x.registerHook(gradient -> null),
            () -> x.registerPostAccumulateGradHook(t -> {}),
            () -> node.registerHook((inputs, outputs) -> null),
            () -> node.registerPrehook(outputs -> null),
            h::retainGrad)) {
      Future<?> future = pool.submit(change);
      isWaiting(future);
      waiting.add(future);
    }
    release.countDown();
    pass.get(1, TimeUnit.MINUTES);
    for (Future<?> future : waiting) {
      future.get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void passesInHooksGoOnWhileSomebodyWaits() throws Exception {
    Tensor x = leaf(1);
    Tensor h = x.mul(2);
    Tensor y = h.mul(3);
    CountDownLatch begun = new CountDownLatch(1);
    y.registerHook(
        gradient -> {
          begun.countDown();
          await(release);
          return Autograd.grad(h, x, o -> o.retainGraph(true)).get(0);
        });
    Future<?> pass = pool.submit(() -> y.backward());
    await(begun);
    Future<?> registration = pool.submit(() -> h.registerHook(gradient -> null));
    isWaiting(registration);
    release.countDown();
    pass.get(1, TimeUnit.MINUTES);
    registration.get(1, TimeUnit.MINUTES);
    assertThat(Objects.requireNonNull(x.grad()).item().doubleValue()).isEqualTo(12);
  }

  @Test
  void theFirstHookIsRefusedInAHookOfAnotherPass() throws Exception {
    Tensor x = leaf(1);
    Tensor h = x.mul(2);
    Tensor y = h.mul(3);
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> pass = passThatWaits(y, y, begun);
    await(begun);
    Tensor own = leaf(1);
    own.registerHook(
        gradient -> {
          h.registerHook(again -> null);
          return null;
        });
    assertThatThrownBy(() -> own.mul(1).backward())
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith(
            "the first hook on MulBackward0 cannot be registered in a hook or a function while"
                + " another thread goes back through the same graph");
    release.countDown();
    pass.get(1, TimeUnit.MINUTES);
  }

  @Test
  void hooksOfAPassMayHookItsGraph() {
    Tensor x = leaf(1);
    Tensor h = x.mul(2);
    Tensor y = h.mul(3);
    AtomicInteger calls = new AtomicInteger();
    y.registerHook(
        gradient -> {
          h.registerHook(counting(calls));
          x.registerHook(counting(calls));
          h.retainGrad();
          Tensor nested = leaf(1);
          nested.registerHook(
              again -> {
                x.registerPostAccumulateGradHook(t -> calls.incrementAndGet());
                return null;
              });
          nested.backward();
          return null;
        });
    y.backward();
    assertThat(calls).hasValue(3);
    assertThat(Objects.requireNonNull(h.grad()).item().doubleValue()).isEqualTo(3);
  }
}
