package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What saved tensors and checkpoints do beyond Python's. */
@InScope
class SavedTensorTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static double[] grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad()).toDoubleArray();
  }

  @Test
  void anythingCanBePacked() {
    Tensor a = leaf(1, 2);
    Tensor y;
    try (ThreadMode hooks =
        Graph.savedTensorsHooks(Tensor::toDoubleArray, packed -> Torch.tensor(packed))) {
      y = a.exp().mul(a);
    }
    y.sum().backward();
    double e = Math.E;
    assertThat(grad(a)[0]).isCloseTo(2 * e, org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  @LeftToCollector
  void tensorsInWhatIsPackedLiveOn() {
    Tensor a = leaf(1, 2);
    Tensor y;
    try (Scope scope = Torch.scope();
        ThreadMode hooks =
            Graph.savedTensorsHooks(
                t -> List.of(t.detach(), t.to(DType.FLOAT64).detach()), packed -> packed.get(0))) {
      y = scope.keep(a.mul(a));
    }
    y.sum().backward();
    assertThat(grad(a)).containsExactly(2, 4);
  }

  @Test
  void packingTheGraphItselfIsRefused() {
    Tensor a = leaf(1, 2).mul(1);
    try (ThreadMode hooks = Graph.savedTensorsHooks(List::of, packed -> packed.get(0))) {
      assertThatThrownBy(a::exp)
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("return tensor.detach()");
    }
  }

  @Test
  void nullCanBePackedButNotUnpacked() {
    Tensor a = leaf(1, 2);
    Tensor y;
    Tensor z;
    try (ThreadMode hooks = Graph.savedTensorsHooks(t -> null, packed -> Torch.ones(2))) {
      y = a.exp();
    }
    try (ThreadMode hooks = Graph.savedTensorsHooks(Tensor::detach, packed -> null)) {
      z = a.exp();
    }
    y.sum().backward();
    assertThat(grad(a)).containsExactly(1, 1);
    assertThatThrownBy(() -> z.sum().backward())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("the unpack hook returned null");
  }

  @Test
  void hooksThatThrowAreHeard() {
    IllegalStateException exception = new IllegalStateException("no");
    Tensor a = leaf(1, 2);
    try (ThreadMode hooks =
        Graph.savedTensorsHooks(
            t -> {
              throw exception;
            },
            packed -> Torch.ones(2))) {
      assertThatThrownBy(a::exp).isSameAs(exception);
    }
    a.exp().sum().backward();
    assertThat(grad(a)[0]).isGreaterThan(2.7);
  }

  @Test
  void hooksConcernFunctionsInJavaToo() {
    Tensor a = leaf(1, 2);
    int[] packed = {0};
    Function<Tensor> square =
        new Function<>() {
          @Override
          protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
            ctx.saveForBackward(inputs);
            return inputs[0].pow(2);
          }

          @Override
          protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
            return new Tensor[] {gradOutputs[0].mul(ctx.savedTensors()[0]).mul(2)};
          }
        };
    Tensor y;
    try (ThreadMode hooks =
        Graph.savedTensorsHooks(
            t -> {
              packed[0]++;
              return t.mul(10);
            },
            t -> t.div(10))) {
      y = square.apply(a);
    }
    y.sum().backward();
    assertThat(packed[0]).isEqualTo(1);
    assertThat(grad(a)).containsExactly(2, 4);
  }

  @Test
  void hooksAreTheThreadsOwn() throws InterruptedException {
    int[] packed = {0};
    try (ThreadMode hooks =
        Graph.savedTensorsHooks(
            t -> {
              packed[0]++;
              return t.detach();
            },
            t -> t)) {
      Thread other = new Thread(() -> Torch.scoped(() -> leaf(1, 2).exp().sum().backward()));
      other.start();
      other.join();
    }
    assertThat(packed[0]).isZero();
  }

  @Test
  void checkpointsKeepLess() {
    long size = 1 << 18;
    UnaryOperator<Tensor> block =
        t -> {
          Tensor h = t;
          for (int i = 0; i < 10; i++) {
            h = h.sin();
          }
          return h;
        };
    Tensor x = Torch.rand(size).requiresGrad_();
    long before = Obor.memory().bytes();
    Tensor plain = Torch.scoped(() -> block.apply(x));
    long kept = Obor.memory().bytes() - before;
    plain.sum().backward();
    double[] expected = grad(x);
    plain.close();
    x.setGrad(null);
    before = Obor.memory().bytes();
    Tensor checkpointed = Checkpoint.checkpoint(block, x);
    long keptByCheckpoint = Obor.memory().bytes() - before;
    assertThat(keptByCheckpoint).isLessThan(kept / 4);
    checkpointed.sum().backward();
    assertThat(grad(x)).containsExactly(expected);
  }

  @Test
  void checkpointsHoldTheirInputs() {
    Tensor x = leaf(1, 2);
    Tensor y;
    try (Scope scope = Torch.scope()) {
      Tensor h = x.mul(2);
      y = scope.keep(Checkpoint.checkpoint(t -> t.exp().sin(), h));
    }
    y.sum().backward();
    double[] gradient = grad(x);
    x.setGrad(null);
    x.mul(2).exp().sin().sum().backward();
    assertThat(gradient).containsExactly(grad(x));
  }

  /** Their handles once were read after the copy of the array had been freed. */
  @Test
  void checkpointsOfManyInputsSaveEachOfThem() {
    for (int count = 1; count < 40; count++) {
      Tensor[] inputs = new Tensor[count];
      for (int i = 0; i < count; i++) {
        inputs[i] = Torch.full(new long[] {2}, i + 1.0).requiresGrad_();
      }
      Checkpoint.checkpoint(all -> Torch.stack(List.of(all)).pow(2).sum(), inputs).backward();
      for (int i = 0; i < count; i++) {
        assertThat(grad(inputs[i])).containsOnly(2 * (i + 1));
      }
    }
  }

  @Test
  void checkpointsReturnAnything() {
    record Pair(Tensor sine, List<Tensor> rest) {}
    Tensor x = leaf(1, 2);
    Tensor w = leaf(3, 4);
    Pair pair =
        Checkpoint.checkpoint(
            in -> new Pair(in[0].sin(), List.of(in[0].mul(in[1]))), new Tensor[] {x, w});
    pair.sine().add(pair.rest().get(0)).sum().backward();
    assertThat(grad(w)).containsExactly(1, 2);
  }

  @Test
  void exceptionsInCheckpointsComeOut() {
    IllegalStateException exception = new IllegalStateException("second run");
    int[] runs = {0};
    Tensor x = leaf(1, 2);
    Tensor y =
        Checkpoint.checkpoint(
            t -> {
              if (runs[0]++ > 0) {
                throw exception;
              }
              return t.exp();
            },
            x);
    assertThatThrownBy(() -> y.sum().backward()).isSameAs(exception);
    assertThat(Torch.isGradEnabled()).isTrue();
  }

  @Test
  @LeftToCollector
  void backwardMayHappenInACheckpoint() {
    Tensor x = leaf(1, 2);
    Tensor y =
        Checkpoint.checkpoint(
            t -> {
              Tensor inner = leaf(3);
              inner.exp().backward();
              return t.mul(inner.detach()).exp();
            },
            x);
    y.sum().backward();
    double[] gradient = grad(x);
    x.setGrad(null);
    x.mul(3).exp().sum().backward();
    assertThat(gradient).containsExactly(grad(x));
  }

  @Test
  void rowsOfCheckpointsHaveASegment() {
    Tensor x = Torch.ones(2).requiresGrad_();
    assertThatThrownBy(() -> Checkpoint.checkpointSequential(List.of(Tensor::exp), 0, x))
        .isInstanceOf(ValueException.class)
        .hasMessage("segments must be at least 1, got 0");
    Tensor more = Checkpoint.checkpointSequential(List.of(Tensor::exp), 3, x);
    assertThat(more.equal(x.exp())).isTrue();
  }

  @Test
  void earlyStopCanBeSwitchedOff() {
    int[] ends = {0};
    Tensor x = leaf(1, 2);
    UnaryOperator<Tensor> block =
        t -> {
          Tensor result = t.exp().add(1);
          ends[0]++;
          return result;
        };
    Checkpoint.checkpoint(block, x).sum().backward();
    assertThat(ends[0]).isEqualTo(1);
    Checkpoint.checkpoint(block, x, o -> o.earlyStop(false)).sum().backward();
    assertThat(ends[0]).isEqualTo(3);
  }

  @Test
  void randomNumbersNeedNotBeKept() {
    Tensor x = Torch.ones(1000).requiresGrad_();
    Tensor y =
        Checkpoint.checkpoint(
            t -> t.mul(Torch.rand(1000)).exp(), x, o -> o.preserveRngState(false));
    double[] forward = y.log().toDoubleArray();
    y.sum().backward();
    assertThat(grad(x)).isNotEqualTo(forward);
  }

  @Test
  void threadsMayEndWithHooksInUse() throws InterruptedException {
    WeakReference<Object> pack = hooksOfAThreadThatEnds();
    for (int i = 0; i < 100 && pack.get() != null; i++) {
      // The reference goes when C++ next takes one.
      leaf(1).registerHook(gradient -> null).remove();
      System.gc();
      Thread.sleep(10);
    }
    assertThat(pack.get()).isNull();
  }

  private static WeakReference<Object> hooksOfAThreadThatEnds() throws InterruptedException {
    Object held = new Object();
    Thread thread =
        new Thread(
            () ->
                Graph.savedTensorsHooks(
                    t -> held.equals(t) ? held : t.detach(), packed -> Torch.ones(1)));
    thread.start();
    thread.join();
    return new WeakReference<>(held);
  }
}
