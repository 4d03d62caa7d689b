package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Closed tensors, wherever tensors are taken or returned: an exception, no crash and no leak. */
@InScope
class MisuseTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor closed() {
    Tensor tensor = leaf(1, 2);
    tensor.close();
    return tensor;
  }

  private static Tensor sum(Tensor tensor) {
    return tensor.pow(2).sum();
  }

  private static Tensor square(Tensor tensor) {
    return tensor.pow(2);
  }

  /** What takes a tensor, called with a closed one. */
  private static Map<String, Consumer<Tensor>> takers() {
    Map<String, Consumer<Tensor>> takers = new TreeMap<>();
    takers.put("grad output", c -> Autograd.grad(c, leaf(1)));
    takers.put("grad input", c -> Autograd.grad(sum(leaf(1)), c));
    takers.put(
        "grad gradOutputs",
        c -> {
          Tensor x = leaf(1, 2);
          Autograd.grad(x.mul(2), x, o -> o.gradOutputs(c));
        });
    takers.put(
        "grad gradOutputs batched",
        c -> {
          Tensor x = leaf(1, 2);
          Autograd.grad(x.mul(2), x, o -> o.gradOutputs(c).isGradsBatched(true));
        });
    takers.put("backward", c -> Autograd.backward(c));
    takers.put("backward gradTensors", c -> Autograd.backward(List.of(leaf(1, 2)), List.of(c)));
    takers.put(
        "backward inputs",
        c -> Autograd.backward(List.of(sum(leaf(1))), o -> o.inputs(List.of(c))));
    takers.put("Tensor.backward", Tensor::backward);
    takers.put("Tensor.backward gradient", c -> leaf(1, 2).mul(2).backward(c));
    takers.put("Tensor.backward inputs", c -> sum(leaf(1)).backward(o -> o.inputs(List.of(c))));
    takers.put("registerHook", c -> c.registerHook(g -> null));
    takers.put("registerPostAccumulateGradHook", c -> c.registerPostAccumulateGradHook(t -> {}));
    takers.put("gradFn", Tensor::gradFn);
    takers.put("getGradientEdge", c -> Graph.getGradientEdge(c));
    takers.put("multi grad hook", c -> Graph.registerMultiGradHook(List.of(leaf(1), c), g -> {}));
    takers.put(
        "multi grad hook any",
        c -> Graph.registerMultiGradHook(List.of(leaf(1), c), g -> {}, "any"));
    takers.put("incrementVersion", c -> Graph.incrementVersion(c));
    takers.put("makeDual primal", c -> inLevel(() -> ForwardAd.makeDual(c, leaf(1, 2))));
    takers.put("makeDual tangent", c -> inLevel(() -> ForwardAd.makeDual(leaf(1, 2), c)));
    takers.put("unpackDual", c -> inLevel(() -> ForwardAd.unpackDual(c)));
    takers.put("jacobian", c -> Functional.jacobian(MisuseTest::square, c));
    takers.put("hessian", c -> Functional.hessian(MisuseTest::sum, c, o -> o.createGraph(true)));
    takers.put("vjp", c -> Functional.vjp(MisuseTest::square, c, leaf(1, 2)));
    takers.put("vjp v", c -> Functional.vjp(MisuseTest::square, leaf(1, 2), c));
    takers.put("jvp", c -> Functional.jvp(MisuseTest::square, c, leaf(1, 2)));
    takers.put("jvp v", c -> Functional.jvp(MisuseTest::square, leaf(1, 2), c));
    takers.put("vhp", c -> Functional.vhp(MisuseTest::sum, c, leaf(1, 2)));
    takers.put("vhp v", c -> Functional.vhp(MisuseTest::sum, leaf(1, 2), c));
    takers.put("hvp", c -> Functional.hvp(MisuseTest::sum, c, leaf(1, 2)));
    takers.put("hvp v", c -> Functional.hvp(MisuseTest::sum, leaf(1, 2), c));
    takers.put("jacobian function", c -> Functional.jacobian(x -> c, leaf(1, 2)));
    takers.put("Func.grad", c -> apply(Func.grad(MisuseTest::sum), c));
    takers.put("Func.vjp", c -> Func.vjp(MisuseTest::sum, c));
    takers.put("Func.jvp", c -> Func.jvp(MisuseTest::sum, c, leaf(1, 2)));
    takers.put("Func.jacrev", c -> apply(Func.jacrev(MisuseTest::square), c));
    takers.put("Func.jacfwd", c -> apply(Func.jacfwd(MisuseTest::square), c));
    takers.put("Func.hessian", c -> apply(Func.hessian(MisuseTest::sum), c));
    takers.put("gradcheck", c -> Autograd.gradcheck(MisuseTest::square, c));
    takers.put("gradgradcheck", c -> Autograd.gradgradcheck(MisuseTest::square, c));
    takers.put("checkpoint", c -> Checkpoint.checkpoint(MisuseTest::square, c));
    takers.put("apply", c -> Steps.doubling().apply(leaf(1), c));
    takers.putAll(returners());
    return takers;
  }

  private static void inLevel(Runnable action) {
    try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
      action.run();
    }
  }

  private static void apply(java.util.function.UnaryOperator<Tensor> function, Tensor input) {
    assertThat(function.apply(input)).isNotNull();
  }

  /** What has a hook or a function that returns a closed tensor, or hands one to its context. */
  private static Map<String, Consumer<Tensor>> returners() {
    Map<String, Consumer<Tensor>> returners = new TreeMap<>();
    returners.put(
        "hook of tensor",
        c -> {
          Tensor x = leaf(1, 2);
          x.registerHook(g -> c);
          sum(x).backward();
        });
    returners.put(
        "hook of node",
        c -> {
          Tensor y = leaf(1, 2).mul(leaf(3, 4));
          node(y).registerHook((in, out) -> new Tensor[] {in[0], c});
          y.sum().backward();
        });
    returners.put(
        "prehook of node",
        c -> {
          Tensor y = leaf(1, 2).mul(2);
          node(y).registerPrehook(out -> new Tensor[] {c});
          y.sum().backward();
        });
    returners.put("forward", c -> run(Steps.forward((ctx, in) -> new Tensor[] {in[0].mul(2), c})));
    returners.put("backward", c -> run(Steps.backward((ctx, in) -> new Tensor[] {in[0], c})));
    returners.put(
        "jvp",
        c -> {
          try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
            run(
                Steps.jvp((ctx, in) -> new Tensor[] {c}),
                ForwardAd.makeDual(leaf(1, 2), Torch.ones(2)));
          }
        });
    returners.put("saveForBackward", c -> forward((ctx, in) -> ctx.saveForBackward(in[0], c)));
    returners.put("saveForForward", c -> forward((ctx, in) -> ctx.saveForForward(in[0], c)));
    returners.put("markDirty", c -> forward((ctx, in) -> ctx.markDirty(c)));
    returners.put("markNonDifferentiable", c -> forward((ctx, in) -> ctx.markNonDifferentiable(c)));
    returners.put(
        "pack",
        c -> {
          try (var hooks = Graph.savedTensorsHooks(t -> c, t -> t)) {
            sum(leaf(1, 2)).backward();
          }
        });
    returners.put(
        "unpack",
        c -> {
          try (var hooks = Graph.savedTensorsHooks(t -> t, t -> c)) {
            sum(leaf(1, 2)).backward();
          }
        });
    return returners;
  }

  private static Node node(Tensor tensor) {
    return Objects.requireNonNull(tensor.gradFn());
  }

  private interface InForward {
    void run(FunctionCtx ctx, Tensor... inputs);
  }

  private static void forward(InForward action) {
    run(
        Steps.forward(
            (ctx, in) -> {
              action.run(ctx, in);
              return new Tensor[] {in[0].mul(2)};
            }));
  }

  private static void run(Steps function) {
    run(function, leaf(1, 2));
  }

  private static void run(Steps function, Tensor input) {
    function.apply(input, leaf(3, 4))[0].sum().backward();
  }

  @TestFactory
  Stream<DynamicTest> closedTensorsAreRefused() {
    return takers().entrySet().stream()
        .map(
            taker ->
                DynamicTest.dynamicTest(
                    taker.getKey(),
                    () ->
                        assertThatThrownBy(() -> taker.getValue().accept(closed()))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("closed")));
  }

  @Test
  void whatIsSharedBeforeAClosedTensorIsReleased() {
    Steps function = Steps.backward((ctx, in) -> new Tensor[] {Torch.ones(1 << 18), closed()});
    long before = 0;
    for (int i = 0; i < 60; i++) {
      Torch.scoped(
          () -> {
            Tensor y = function.apply(Torch.ones(1 << 18).requiresGrad_(), leaf(1))[0];
            assertThatThrownBy(() -> y.sum().backward()).isInstanceOf(IllegalStateException.class);
            return null;
          });
      if (i == 9) {
        before = Obor.memory().bytes();
      }
    }
    assertThat(Obor.memory().bytes()).isLessThan(before + (10 << 20));
  }

  @Test
  void hooksMayCloseWhatTheyGet() {
    Tensor x = leaf(1, 2);
    x.registerHook(
        gradient -> {
          gradient.close();
          return null;
        });
    x.registerPostAccumulateGradHook(t -> Objects.requireNonNull(t.grad()).close());
    Tensor y = x.mul(3);
    node(y)
        .registerHook(
            (in, out) -> {
              in[0].close();
              out[0].close();
              return null;
            });
    y.sum().backward();
    assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsExactly(3, 3);
  }

  @Test
  void functionsMayCloseTheirInputsAndGradients() {
    Tensor x = leaf(1, 2);
    Steps function =
        new Steps(
            (ctx, in) -> {
              Tensor result = in[0].mul(2);
              in[0].close();
              return new Tensor[] {result};
            },
            (ctx, in) -> {
              Tensor result = in[0].mul(5);
              in[0].close();
              return new Tensor[] {result, null};
            },
            MisuseTest::nothing);
    Tensor h = x.mul(1);
    function.apply(h, leaf(1))[0].sum().backward();
    assertThat(h.isClosed()).isTrue();
    assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsExactly(5, 5);
  }

  @Test
  void leavesMayBeClosedInTheirHooks() {
    Tensor x = leaf(1, 2);
    x.registerPostAccumulateGradHook(Tensor::close);
    x.mul(3).sum().backward();
    assertThat(x.isClosed()).isTrue();
  }

  @Test
  void nullInPlaceOfAllGradientsIsRefused() {
    Tensor x = leaf(1, 2);
    Steps function = Steps.backward(MisuseTest::nothing);
    assertThatThrownBy(() -> run(function, x))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("backward returned null");
  }

  @SuppressWarnings("NullAway") // what a program without its checks may do
  private static Tensor[] nothing(FunctionCtx ctx, Tensor... gradients) {
    return null;
  }
}
