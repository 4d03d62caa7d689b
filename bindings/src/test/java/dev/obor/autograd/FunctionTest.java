package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What custom functions do beyond Python's: scopes, contexts, exceptions, threads. */
@InScope
class FunctionTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad());
  }

  /** Keeps what it saw, so that a test can look at it. */
  private static final class Watched extends Function<Tensor> {
    private final List<Tensor> temporaries = new ArrayList<>();
    private @Nullable FunctionCtx context;

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      context = ctx;
      Tensor temporary = inputs[0].mul(2);
      temporaries.add(temporary);
      ctx.saveForBackward(temporary);
      return temporary.add(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      Tensor saved = ctx.savedTensors()[0];
      temporaries.add(saved);
      temporaries.add(gradOutputs[0]);
      return new Tensor[] {gradOutputs[0].mul(saved)};
    }
  }

  @Test
  void temporariesAreClosedAndSavedOnesLive() {
    Tensor x = leaf(1, 2);
    Watched function = new Watched();
    Tensor y = function.apply(x);
    assertThat(function.temporaries).singleElement().matches(Tensor::isClosed);
    assertThat(y.isClosed()).isFalse();
    y.sum().backward();
    assertThat(function.temporaries).hasSize(3).allMatch(Tensor::isClosed);
    assertThat(grad(x).toDoubleArray()).containsExactly(2, 4);
  }

  @Test
  void resultsBelongToTheScopeOfTheCaller() {
    Tensor x = leaf(1);
    Tensor y;
    try (Scope scope = Torch.scope()) {
      y = new Watched().apply(x);
    }
    assertThat(y.isClosed()).isTrue();
  }

  @Test
  void savedTensorsOutliveTheInputs() {
    Tensor x = leaf(1, 2);
    Tensor y;
    try (Scope scope = Torch.scope()) {
      Tensor h = x.mul(3);
      y = scope.keep(new Watched().apply(h));
    }
    y.sum().backward();
    assertThat(grad(x).toDoubleArray()).containsExactly(18, 36);
  }

  @Test
  void aContextIsGoodForItsCallOnly() {
    Watched function = new Watched();
    function.apply(leaf(1));
    FunctionCtx context = Objects.requireNonNull(function.context);
    assertThatThrownBy(context::savedTensors)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only while its forward, backward or jvp runs");
  }

  /** Has backward do something that only forward may do. */
  private static final class Late extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      ctx.saveForBackward(gradOutputs);
      return gradOutputs;
    }
  }

  @Test
  void savingInBackwardIsRefused() {
    Tensor y = new Late().apply(leaf(1));
    assertThatThrownBy(y::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("saveForBackward can be called in forward and setupContext only");
  }

  /** Puts attributes into the context and reads them again. */
  private static final class Attributes extends Function<Tensor> {
    private final Object value;
    private @Nullable Object seen;

    Attributes(Object value) {
      this.value = value;
    }

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.put("value", value);
      return inputs[0].mul(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      seen = ctx.get("value");
      assertThatThrownBy(() -> ctx.get("value", Integer.class))
          .isInstanceOf(TypeException.class)
          .hasMessage("the context's 'value' is a String, expected Integer");
      assertThatThrownBy(() -> ctx.get("other", Integer.class))
          .isInstanceOf(TypeException.class)
          .hasMessage("the context's 'other' is not set, expected Integer");
      assertThatThrownBy(() -> ctx.needsInputGrad(1))
          .isInstanceOf(dev.obor.IndexException.class)
          .hasMessage("tuple index out of range");
      return gradOutputs;
    }
  }

  @Test
  void attributesGoFromForwardToBackward() {
    Attributes function = new Attributes("hello");
    function.apply(leaf(1)).backward();
    assertThat(function.seen).isEqualTo("hello");
    Tensor x = leaf(1);
    for (Object tensors : List.of(x, new Object[] {x}, List.of("a", x), Map.of("a", List.of(x)))) {
      assertThatThrownBy(() -> new Attributes(tensors).apply(x))
          .isInstanceOf(TypeException.class)
          .hasMessage(
              "a context keeps no tensors as attributes, got some for 'value'; use"
                  + " saveForBackward");
    }
  }

  /** Throws something in one of its methods. */
  private static final class Throwing extends Function<Tensor> {
    private final RuntimeException inForward;
    private final @Nullable Error inBackward;

    Throwing(RuntimeException inForward, @Nullable Error inBackward) {
      this.inForward = inForward;
      this.inBackward = inBackward;
    }

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      if (inBackward == null) {
        throw inForward;
      }
      return inputs[0].mul(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      throw Objects.requireNonNull(inBackward);
    }
  }

  @Test
  void exceptionsComeOutAsTheyAre() {
    IllegalArgumentException exception = new IllegalArgumentException("no");
    Tensor x = leaf(1);
    assertThatThrownBy(() -> new Throwing(exception, null).apply(x)).isSameAs(exception);
    AssertionError error = new AssertionError("no");
    Tensor y = new Throwing(exception, error).apply(x);
    assertThatThrownBy(y::backward).isSameAs(error);
    assertThat(Torch.isGradEnabled()).isTrue();
    new Watched().apply(x).backward();
    assertThat(grad(x).item().doubleValue()).isEqualTo(2);
  }

  /** Goes backward through another graph, to some depth, in its own backward. */
  private static final class Nested extends Function<Tensor> {
    private final int depth;
    private final @Nullable RuntimeException failure;
    private final List<Thread> threads;

    Nested(int depth, @Nullable RuntimeException failure, List<Thread> threads) {
      this.depth = depth;
      this.failure = failure;
      this.threads = threads;
    }

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      threads.add(Thread.currentThread());
      if (depth == 0) {
        if (failure != null) {
          throw failure;
        }
        return gradOutputs;
      }
      try (var mode = Torch.enableGrad()) {
        Tensor x = leaf(1);
        x.registerHook(
            gradient -> {
              threads.add(Thread.currentThread());
              return gradient.mul(2);
            });
        new Nested(depth - 1, failure, threads).apply(x).backward();
        return new Tensor[] {gradOutputs[0].mul(grad(x))};
      }
    }
  }

  /** Beyond 60 passes in each other, LibTorch goes on in a thread of its own. */
  @Test
  @LeftToCollector
  void hooksAndFunctionsRunInThreadsOfTheEngine() {
    List<Thread> threads = new ArrayList<>();
    Tensor x = leaf(1);
    new Nested(70, null, threads).apply(x).backward();
    assertThat(grad(x).item().doubleValue()).isEqualTo(Math.pow(2, 70));
    assertThat(threads).contains(Thread.currentThread()).hasSize(141);
    assertThat(threads.stream().distinct().count()).isGreaterThan(1);
    assertThat(threads.stream().filter(t -> t != Thread.currentThread()))
        .allMatch(Thread::isDaemon);
  }

  @Test
  @LeftToCollector
  void exceptionsComeFromThreadsOfTheEngine() {
    IllegalArgumentException exception = new IllegalArgumentException("deep");
    List<Thread> threads = new ArrayList<>();
    Tensor y = new Nested(70, exception, threads).apply(leaf(1));
    assertThatThrownBy(y::backward).isSameAs(exception);
    assertThat(threads.get(threads.size() - 1)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void oneGraphServesSeveralThreads() throws Exception {
    Tensor x = leaf(1, 2);
    Tensor y = new Watched().apply(x).sum();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        results.add(
            pool.submit(
                () -> {
                  try (Scope scope = Torch.scope()) {
                    Tensor gradient = Autograd.grad(y, x, o -> o.retainGraph(true)).get(0);
                    Tensor own = new Watched().apply(gradient.detach().requiresGrad_());
                    own.sum().backward();
                    return gradient.toDoubleArray();
                  }
                }));
      }
      for (Future<double[]> result : results) {
        assertThat(result.get()).containsExactly(2, 4);
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Returns what no function may return. */
  private static final class Odd extends Function<Object> {
    private final Object output;

    Odd(Object output) {
      this.output = output;
    }

    @Override
    protected Object forward(FunctionCtx ctx, Tensor... inputs) {
      return output;
    }
  }

  @Test
  void resultsAreTensors() {
    Tensor x = leaf(1);
    assertThatThrownBy(() -> new Odd("text").apply(x))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "expected a Tensor, a Tensor[] or a List<Tensor> from forward, got java.lang.String");
    assertThatThrownBy(() -> new Odd(List.of(x, 1)).apply(x))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("from forward for return value 1, got java.lang.Integer");
  }

  /** A function with an optional second result. */
  private static final class Optional extends Function<Tensor[]> {
    @Override
    protected @Nullable Tensor[] forward(FunctionCtx ctx, Tensor... inputs) {
      return new Tensor[] {inputs[0].mul(2), null};
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      assertThat((Object) gradOutputs[1]).isNull();
      return new Tensor[] {gradOutputs[0].mul(2)};
    }
  }

  @Test
  void resultsMayBeAbsent() {
    Tensor x = leaf(1);
    @Nullable Tensor[] results = new Optional().apply(x);
    assertThat(results).hasSize(2);
    assertThat((Object) results[1]).isNull();
    results[0].backward();
    assertThat(grad(x).item().doubleValue()).isEqualTo(2);
  }

  @Test
  void anonymousFunctionsAreNamedAfterWhatTheyExtend() {
    Function<Tensor> identity =
        new Function<>() {
          @Override
          protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
            return inputs[0].clone();
          }
        };
    Node node = Objects.requireNonNull(identity.apply(leaf(1)).gradFn());
    assertThat(node.name()).isEqualTo("FunctionBackward");
    assertThat(node.toString()).matches("<FunctionBackward object at 0x[0-9a-f]+>");
  }
}
