package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tensors that several threads use, close and pass on. */
class SharedTensorTest {
  private static final long ELEMENTS = 1 << 18;
  private static final long BYTES = ELEMENTS * Float.BYTES;

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void endThread() throws InterruptedException {
    other.shutdown();
    assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static long bytes() {
    return Obor.memory().bytes();
  }

  @Test
  void anotherThreadMayUseATensor() throws Exception {
    try (Tensor tensor = Torch.ones(3)) {
      assertThat(in(() -> tensor.toFloatArray())).containsExactly(1, 1, 1);
      assertThat(in(() -> sumOf(tensor))).isEqualTo(3);
    }
  }

  @Test
  void whatNoOtherThreadHasUsedIsReleasedAtOnce() throws Exception {
    long before = bytes();
    Tensor tensor = Torch.zeros(ELEMENTS);
    assertThat(in(() -> tensor.isClosed())).isFalse();
    tensor.close();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void whatAnotherThreadHasUsedWaitsUntilNobodyCanReachIt() throws Exception {
    long before = bytes();
    shareAndClose(before);
    awaitBytes(before);
  }

  private void shareAndClose(long before) throws Exception {
    Tensor tensor = Torch.zeros(ELEMENTS);
    assertThat(in(() -> sumOf(tensor))).isZero();
    tensor.close();
    tensor.close();
    System.gc();
    assertThat(bytes()).isEqualTo(before + BYTES);
    assertThatIllegalStateException().isThrownBy(() -> tensor.add(1));
    assertThatIllegalStateException().isThrownBy(() -> in(() -> sumOf(tensor)));
  }

  @Test
  void theSameForATensorInAScope() throws Exception {
    long before = bytes();
    shareAndCloseScope(before);
    awaitBytes(before);
  }

  // Tensors are local to methods like this one: a variable that is no longer used may still hold
  // its tensor until its method ends.
  private void shareAndCloseScope(long before) throws Exception {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.zeros(ELEMENTS);
      assertThat(in(() -> sumOf(tensor))).isZero();
      Torch.zeros(ELEMENTS);
      scope.close();
      assertThat(bytes()).isEqualTo(before + BYTES);
      assertThat(tensor.isClosed()).isTrue();
    }
  }

  @Test
  void anotherThreadMayCloseATensor() throws Exception {
    long before = bytes();
    closeInAnotherThread(Torch.zeros(ELEMENTS));
    try (Scope scope = Torch.scope()) {
      closeInAnotherThread(Torch.zeros(ELEMENTS));
      closeInAnotherThread(scope.keep(Torch.zeros(ELEMENTS)));
    }
    awaitBytes(before);
  }

  private void closeInAnotherThread(Tensor tensor) throws Exception {
    in(
        () -> {
          tensor.close();
          tensor.close();
          return true;
        });
    assertThat(tensor.isClosed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> tensor.add(1))
        .withMessageStartingWith("the tensor is closed");
    tensor.close();
  }

  @Test
  void closingATensorThatAnotherThreadIsReadingHarmsNeither() throws Exception {
    long before = bytes();
    int rounds = 200;
    int closed = 0;
    for (int i = 0; i < rounds; i++) {
      Tensor tensor = Torch.full(Torch.size(ELEMENTS), (double) i);
      double expected = (double) i * ELEMENTS;
      Future<Integer> uses = other.submit(() -> useUntilClosed(tensor, expected));
      while (i % 2 == 0 && sumOf(tensor) != expected) {
        Thread.onSpinWait();
      }
      tensor.close();
      closed += uses.get() >= 0 ? 1 : 0;
    }
    assertThat(closed).isEqualTo(rounds);
    awaitBytes(before);
  }

  private static int useUntilClosed(Tensor tensor, double expected) {
    for (int uses = 0; ; uses++) {
      try {
        assertThat(sumOf(tensor)).isEqualTo(expected);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith("the tensor is closed");
        return uses;
      }
    }
  }

  @Test
  void aHandedOverTensorIsReleasedByItsNewThread() throws Exception {
    long before = bytes();
    BlockingQueue<Tensor> queue = new ArrayBlockingQueue<>(8);
    for (boolean used : new boolean[] {true, false}) {
      in(() -> queue.add(Torch.zeros(ELEMENTS).handOver()));
      Tensor tensor = queue.take();
      if (used) {
        assertThat(sumOf(tensor)).isZero();
      }
      tensor.close();
      assertThat(bytes()).isEqualTo(before);
    }
  }

  @Test
  void aTensorLeavesItsScopeWhenItIsHandedOver() throws Exception {
    long before = bytes();
    Tensor tensor =
        in(
            () -> {
              try (Scope scope = Torch.scope()) {
                Torch.zeros(ELEMENTS);
                return scope.keep(Torch.full(Torch.size(ELEMENTS), 2.0)).handOver();
              }
            });
    assertThat(bytes()).isEqualTo(before + BYTES);
    try (Scope scope = Torch.scope()) {
      assertThat(scope.own(tensor).max().item().intValue()).isEqualTo(2);
    }
    assertThat(tensor.isClosed()).isTrue();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  @LeftToCollector
  void aHandedOverTensorThatNobodyTakesIsReleasedByTheCollector() throws Exception {
    long before = bytes();
    for (int i = 0; i < 4; i++) {
      in(() -> Torch.zeros(ELEMENTS).handOver().isClosed());
    }
    awaitBytes(before);
  }

  @Test
  void aTensorMayBeHandedOverManyTimes() throws Exception {
    long before = bytes();
    Tensor tensor = Torch.zeros(ELEMENTS).handOver();
    for (int i = 0; i < 10; i++) {
      assertThat(in(() -> tensor.add_(1).handOver())).isSameAs(tensor);
      assertThat(tensor.add_(1).handOver()).isSameAs(tensor);
    }
    assertThat(tensor.mean().item().intValue()).isEqualTo(20);
    tensor.close();
    awaitBytes(before);
  }

  @Test
  void onlyTheThreadThatOwnsATensorCanHandItOver() throws Exception {
    try (Tensor tensor = Torch.ones(1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> in(() -> tensor.handOver()))
          .withMessage("only the thread that owns a tensor can hand it over");
      assertThatIllegalStateException()
          .isThrownBy(tensor::handOver)
          .withMessage("only the thread that owns a tensor can hand it over");
      assertThatIllegalStateException().isThrownBy(() -> in(() -> tensor.unscoped()));
    }
  }

  @Test
  void whoeverUsesATensorAfterHandingItOverSharesIt() throws Exception {
    long before = bytes();
    handOverAndUse(before);
    awaitBytes(before);
  }

  private void handOverAndUse(long before) throws Exception {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.zeros(ELEMENTS).handOver();
      assertThat(in(() -> sumOf(tensor))).isZero();
      assertThat(sumOf(tensor)).isZero();
      in(
          () -> {
            tensor.close();
            return true;
          });
      assertThat(bytes()).isEqualTo(before + BYTES);
      assertThatIllegalStateException().isThrownBy(() -> tensor.add(1));
    }
  }

  @Test
  void tensorsOfAThreadThatHasEndedStayUsable() throws Exception {
    long before = bytes();
    List<Tensor> made = new ArrayList<>();
    Thread maker = new Thread(() -> made.add(Torch.full(Torch.size(ELEMENTS), 3.0)));
    maker.start();
    maker.join();
    assertThat(sumOf(made.get(0))).isEqualTo(3.0 * ELEMENTS);
    made.remove(0).close();
    awaitBytes(before);
  }

  @Test
  void aModeMustBeClosedByItsThread() throws Exception {
    try (ThreadMode mode = Torch.noGrad()) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  in(
                      () -> {
                        mode.close();
                        return true;
                      }))
          .withMessageContaining("must be closed by that thread");
      assertThat(Torch.isGradEnabled()).isFalse();
      assertThat(in(Torch::isGradEnabled)).isTrue();
    }
    assertThat(Torch.isGradEnabled()).isTrue();
  }

  private static double sumOf(Tensor tensor) {
    try (Scope scope = Torch.scope()) {
      return tensor.sum().item().doubleValue();
    }
  }

  /** Runs something in the other thread; what it throws, this throws. */
  private <T> T in(Callable<T> body) throws Exception {
    try {
      return other.submit(body).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void awaitBytes(long expected) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (bytes() > expected && System.nanoTime() - end < 0) {
      System.gc();
      Thread.sleep(5);
    }
    assertThat(bytes()).isLessThanOrEqualTo(expected);
  }
}
