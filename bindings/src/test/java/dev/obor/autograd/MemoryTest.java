package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.testing.LeftToCollector;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Graphs with Java in them are released, and what Java gave them. */
@LeftToCollector
class MemoryTest {
  private static final int ITERATIONS = 20_000;

  /** Tells when its contexts are gone. */
  private static final class Marked extends Function<Tensor> {
    private WeakReference<Object> marker = new WeakReference<>(this);

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      Object marked = new Object();
      marker = new WeakReference<>(marked);
      ctx.put("marked", marked);
      Tensor result = inputs[0].exp();
      ctx.saveForBackward(inputs[0], result);
      return result;
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(ctx.savedTensors()[1])};
    }
  }

  private static boolean isCollected(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    return reference.get() == null;
  }

  private static void step(Tensor x, Marked function) {
    Tensor h = function.apply(x);
    h.registerHook(gradient -> gradient.mul(2));
    Objects.requireNonNull(h.gradFn()).registerHook((inputs, outputs) -> null);
    try (RemovableHandle handle = x.registerHook(gradient -> null);
        ThreadMode hooks = Graph.savedTensorsHooks(t -> t, t -> t)) {
      UnaryOperator<Tensor> rest = t -> t.sin().exp();
      Checkpoint.checkpoint(rest, h).sum().backward();
    }
    x.setGrad(null);
  }

  @Test
  void trainingStepsLeaveNothingBehindInScopes() throws InterruptedException {
    Tensor x = Torch.rand(100).requiresGrad_();
    Marked function = new Marked();
    long before = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      try (Scope scope = Torch.scope()) {
        step(x, function);
      }
      if (i == 100) {
        before = Obor.memory().bytes();
      }
    }
    assertThat(isCollected(function.marker)).isTrue();
    assertThat(Obor.memory().bytes()).isLessThan(before + 100_000);
  }

  @Test
  void trainingStepsLeaveNothingBehindToTheCollector() throws InterruptedException {
    Tensor x = Torch.rand(1000).requiresGrad_();
    Marked function = new Marked();
    long most = 0;
    for (int i = 0; i < ITERATIONS / 4; i++) {
      step(x, function);
      most = Math.max(most, Obor.memory().bytes());
    }
    assertThat(isCollected(function.marker)).isTrue();
    assertThat(most).isLessThan(2L << 30);
  }

  @Test
  void theGraphGoesWithTheLoss() throws InterruptedException {
    Tensor x = Torch.rand(1 << 20).requiresGrad_();
    Marked function = new Marked();
    long before = Obor.memory().bytes();
    Tensor loss = Torch.scoped(() -> function.apply(x).sum());
    assertThat(Obor.memory().bytes()).isGreaterThan(before + (1 << 22) - 1);
    loss.close();
    assertThat(Obor.memory().bytes()).isLessThan(before + 10_000);
    assertThat(isCollected(function.marker)).isTrue();
  }

  @Test
  void savedTensorsGoWithTheBackwardPass() {
    Tensor x = Torch.rand(1 << 20).requiresGrad_();
    long before = Obor.memory().bytes();
    Tensor loss = Torch.scoped(() -> new Marked().apply(x).sum());
    loss.backward();
    x.setGrad(null);
    assertThat(Obor.memory().bytes()).isLessThan(before + 10_000);
    assertThat(loss.isClosed()).isFalse();
  }

  @Test
  void resultsThatAreDroppedAreCollected() throws InterruptedException {
    Marked function = new Marked();
    dropped(function);
    assertThat(isCollected(function.marker)).isTrue();
  }

  private static void dropped(Marked function) {
    Tensor y = function.apply(Torch.rand(3).requiresGrad_());
    assertThat(y.requiresGrad()).isTrue();
  }

  @Test
  void hooksGoWithTheirTensor() throws InterruptedException {
    Tensor x = Torch.rand(3).requiresGrad_();
    WeakReference<Object> onTensor = new WeakReference<>(hooked(x));
    assertThat(isCollected(onTensor)).isTrue();
    Object removed = new Object();
    WeakReference<Object> reference = new WeakReference<>(removed);
    x.registerHook(hook(removed)).remove();
    removed = null;
    assertThat(isCollected(reference)).isTrue();
  }

  private static Object hooked(Tensor x) {
    Object held = new Object();
    try (Scope scope = Torch.scope()) {
      Tensor h = x.mul(2);
      h.registerHook(hook(held));
      h.sum().backward();
    }
    return held;
  }

  private static GradientHook hook(Object held) {
    return gradient -> held == gradient ? null : gradient;
  }

  @Test
  void packedOutputsDoNotKeepTheirGraph() throws InterruptedException {
    long before = Obor.memory().bytes();
    for (int i = 0; i < 100; i++) {
      try (Scope scope = Torch.scope();
          ThreadMode hooks = Graph.savedTensorsHooks(t -> t, t -> t)) {
        Torch.rand(1 << 16).requiresGrad_().exp().exp();
      }
    }
    assertThat(Obor.memory().bytes()).isLessThan(before + (1 << 18));
  }

  @Test
  void backwardWithoutScopesIsFlat() {
    Tensor x = Torch.rand(1 << 16).requiresGrad_();
    long most = 0;
    for (int i = 0; i < 3000; i++) {
      new Marked().apply(x).sum().backward();
      x.setGrad(null);
      most = Math.max(most, Obor.memory().bytes());
    }
    assertThat(most).isLessThan(2L << 30);
  }
}
