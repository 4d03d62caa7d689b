package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.obor.testing.InScope;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One tensor in one thread: its release, and what happens after it. */
class TensorLifecycleTest {
  private static final long ELEMENTS = 1 << 20;
  private static final long BYTES = ELEMENTS * Float.BYTES;

  private static long bytes() {
    return Obor.memory().bytes();
  }

  @Test
  void closeReleasesAtOnce() {
    long before = bytes();
    Tensor tensor = Torch.zeros(ELEMENTS);
    assertThat(bytes()).isEqualTo(before + BYTES);
    assertThat(tensor.isClosed()).isFalse();
    tensor.close();
    assertThat(bytes()).isEqualTo(before);
    assertThat(tensor.isClosed()).isTrue();
  }

  @Test
  void closingTwiceIsHarmless() {
    long before = bytes();
    Tensor other = Torch.ones(3);
    Tensor tensor = Torch.zeros(3);
    tensor.close();
    Tensor reusesTheMemory = Torch.ones(3);
    tensor.close();
    try (Scope scope = Torch.scope()) {
      Tensor scoped = Torch.zeros(3);
      scoped.close();
      scoped.close();
      scope.keep(scoped);
    }
    assertThat(reusesTheMemory.toFloatArray()).containsExactly(1, 1, 1);
    reusesTheMemory.close();
    other.close();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void theCollectorReleasesWhatNobodyHolds() throws InterruptedException {
    long before = bytes();
    for (int i = 0; i < 10; i++) {
      Torch.zeros(ELEMENTS).add(1);
    }
    awaitBytes(before);
  }

  @Test
  void theCollectorLeavesWhatSomebodyHolds() throws InterruptedException {
    long before = bytes();
    Tensor held = Torch.full(Torch.size(ELEMENTS), 2.0);
    Torch.zeros(ELEMENTS);
    awaitBytes(before + BYTES);
    try (Tensor sum = held.sum()) {
      assertThat(sum.item().doubleValue()).isEqualTo(2.0 * ELEMENTS);
    }
    held.close();
  }

  @Test
  void theBudgetReleasesWhatTheJavaHeapDoesNotShow() {
    // Some hundred Java objects would not make the collector run by themselves.
    long highest = 0;
    for (int i = 0; i < 200; i++) {
      Torch.empty(32 * ELEMENTS);
      highest = Math.max(highest, bytes());
    }
    assertThat(highest).isLessThan(3L << 30);
    assertThatCode(() -> awaitBytes(32 * ELEMENTS)).doesNotThrowAnyException();
  }

  @Test
  void aViewKeepsTheMemoryOfAClosedTensor() {
    long before = bytes();
    Tensor base = Torch.ones(ELEMENTS);
    Tensor view = base.view(2, -1);
    base.close();
    assertThat(bytes()).isEqualTo(before + BYTES);
    assertThat(view.numel()).isEqualTo(ELEMENTS);
    view.close();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void gradientsNeedNoneOfTheJavaTensors() {
    long before = bytes();
    Tensor weight = Torch.ones(ELEMENTS).requiresGrad_();
    Tensor squared = weight.mul(weight);
    Tensor sum = squared.sum();
    squared.close();
    sum.backward();
    sum.close();
    try (Scope scope = Torch.scope()) {
      Tensor gradient = Objects.requireNonNull(weight.grad());
      assertThat(gradient.mean().item().doubleValue()).isEqualTo(2);
    }
    weight.close();
    assertThatCode(() -> awaitBytes(before)).doesNotThrowAnyException();
  }

  @Test
  void aClosedTensorPrintsSo() {
    Tensor tensor = Torch.ones(1);
    tensor.close();
    assertThat(tensor).hasToString("tensor(closed)");
  }

  private interface Use {
    void of(Tensor closed, Tensor open);
  }

  static Stream<Use> uses() {
    return Stream.of(
        (closed, open) -> closed.add(1),
        (closed, open) -> closed.add_(1),
        (closed, open) -> open.add(closed),
        (closed, open) -> Torch.cat(List.of(open, closed)),
        (closed, open) -> Aten._foreach_add_Scalar(new Tensor[] {open, closed}, 1),
        (closed, open) -> Aten.add_out(open, open, 1, closed),
        (closed, open) -> closed.size(),
        (closed, open) -> closed.dim(),
        (closed, open) -> closed.numel(),
        (closed, open) -> closed.dtype(),
        (closed, open) -> closed.device(),
        (closed, open) -> closed.stride(),
        (closed, open) -> closed.isContiguous(),
        (closed, open) -> closed.is(open),
        (closed, open) -> open.is(closed),
        (closed, open) -> closed.item(),
        (closed, open) -> closed.tolist(),
        (closed, open) -> closed.toFloatArray(),
        (closed, open) -> closed.requiresGrad(),
        (closed, open) -> closed.requiresGrad_(),
        (closed, open) -> closed.grad(),
        (closed, open) -> open.setGrad(closed),
        (closed, open) -> closed.setGrad(null),
        (closed, open) -> closed.gradFn(),
        (closed, open) -> closed.data(),
        (closed, open) -> closed.backward(),
        (closed, open) -> open.backward(closed),
        (closed, open) -> open.backward(o -> o.inputs(List.of(closed))),
        (closed, open) -> closed.handOver(),
        (closed, open) -> closed.unscoped(),
        (closed, open) -> closed.to(DType.FLOAT64));
  }

  @ParameterizedTest
  @MethodSource("uses")
  @InScope
  void everyUseOfAClosedTensorSaysSo(Use use) {
    Tensor open = Torch.ones(1).requiresGrad_();
    Tensor closed = Torch.ones(1);
    closed.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> use.of(closed, open))
        .withMessageStartingWith("the tensor is closed");
  }

  @ParameterizedTest
  @MethodSource("uses")
  void theSameAfterTheScopeWasClosed(Use use) {
    Tensor open = Torch.ones(1).requiresGrad_();
    Tensor[] made = new Tensor[1];
    Torch.scoped(
        () -> {
          made[0] = Torch.ones(1);
        });
    Tensor closed = made[0];
    assertThatIllegalStateException()
        .isThrownBy(() -> use.of(closed, open))
        .withMessageStartingWith("the tensor is closed");
    open.close();
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
