package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.AutogradEngine;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What hooks and nodes do beyond Python's. */
@InScope
class HookTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  @Test
  void gradientsOfHooksBelongToTheScope() {
    List<Tensor> seen = new ArrayList<>();
    Tensor x = leaf(1);
    x.registerHook(
        gradient -> {
          seen.add(gradient);
          return null;
        });
    x.mul(2).backward();
    try (Scope scope = Torch.scope()) {
      x.mul(2).backward();
    }
    assertThat(seen.get(0).item().doubleValue()).isEqualTo(2);
    assertThat(seen.get(1).isClosed()).isTrue();
  }

  @Test
  void hooksThatThrowEndThePass() {
    IllegalStateException exception = new IllegalStateException("no");
    Tensor x = leaf(1);
    GradientHook throwing =
        gradient -> {
          throw exception;
        };
    try (RemovableHandle handle = x.registerHook(throwing)) {
      assertThatThrownBy(() -> x.mul(2).backward()).isSameAs(exception);
    }
    Tensor y = x.mul(2);
    Node node = Objects.requireNonNull(y.gradFn());
    try (RemovableHandle handle =
        node.registerHook(
            (inputs, outputs) -> {
              throw exception;
            })) {
      assertThatThrownBy(() -> y.backward(o -> o.retainGraph(true))).isSameAs(exception);
    }
    try (RemovableHandle handle =
        node.registerPrehook(
            outputs -> {
              throw exception;
            })) {
      assertThatThrownBy(() -> y.backward(o -> o.retainGraph(true))).isSameAs(exception);
    }
    x.registerPostAccumulateGradHook(
        leaf -> {
          throw exception;
        });
    assertThatThrownBy(() -> y.backward(o -> o.retainGraph(true))).isSameAs(exception);
  }

  @SuppressWarnings("unchecked") // the compiler is to think that nothing checked is thrown
  private static <E extends Throwable> Tensor fail(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void hooksThrowAnything() {
    for (Throwable failure :
        List.of(new java.io.IOException("disk"), new ThreadDeath(), new OutOfMemoryError("heap"))) {
      Tensor x = leaf(1);
      x.registerHook(gradient -> HookTest.<RuntimeException>fail(failure));
      assertThatThrownBy(() -> x.mul(2).backward()).isSameAs(failure);
      try (AnomalyMode mode = Autograd.detectAnomaly()) {
        Tensor y = x.mul(1);
        y.registerHook(gradient -> HookTest.<RuntimeException>fail(failure));
        assertThatThrownBy(() -> y.mul(2).backward()).isSameAs(failure);
      }
    }
  }

  @Test
  void hooksOnSeveralTensorsOutliveAPassThatFails() {
    Tensor a = leaf(1);
    Tensor b = leaf(2);
    IllegalStateException exception = new IllegalStateException("no");
    List<List<Tensor>> seen = new ArrayList<>();
    Graph.registerMultiGradHook(List.of(a, b), seen::add);
    GradientHook throwing =
        gradient -> {
          throw exception;
        };
    Tensor product = a.mul(b);
    try (RemovableHandle handle = b.registerHook(throwing)) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> product.backward(o -> o.retainGraph(true))).isSameAs(exception);
      }
    }
    seen.clear();
    product.backward();
    assertThat(seen).singleElement().satisfies(gradients -> assertThat(gradients).hasSize(2));
  }

  @Test
  void hooksMayRegisterAndRemoveHooks() {
    Tensor x = leaf(1);
    List<String> calls = new ArrayList<>();
    List<RemovableHandle> handles = new ArrayList<>();
    handles.add(
        x.registerHook(
            gradient -> {
              calls.add("first");
              handles.get(0).remove();
              x.registerHook(
                  later -> {
                    calls.add("later");
                    return null;
                  });
              return null;
            }));
    x.mul(2).backward();
    assertThat(calls).containsExactly("first");
    x.mul(2).backward();
    assertThat(calls).containsExactly("first", "later");
  }

  @Test
  void oneHookMayBeRegisteredTwice() {
    Tensor x = leaf(1);
    GradientHook twice = gradient -> gradient.mul(2);
    RemovableHandle first = x.registerHook(twice);
    x.registerHook(twice);
    assertThat(Autograd.grad(x.mul(1), x).get(0).item().doubleValue()).isEqualTo(4);
    first.remove();
    first.remove();
    assertThat(Autograd.grad(x.mul(1), x).get(0).item().doubleValue()).isEqualTo(2);
  }

  @Test
  void hooksOutliveTheJavaTensor() {
    Tensor x = leaf(1);
    Tensor y;
    try (Scope scope = Torch.scope()) {
      Tensor h = x.mul(2);
      h.registerHook(gradient -> gradient.mul(10));
      y = scope.keep(h.mul(3));
    }
    y.backward();
    assertThat(Objects.requireNonNull(x.grad()).item().doubleValue()).isEqualTo(60);
  }

  @Test
  void leavesComeToTheirHooksAsTheyAre() {
    Tensor x = leaf(1);
    List<Tensor> seen = new ArrayList<>();
    x.registerPostAccumulateGradHook(seen::add);
    x.mul(2).backward();
    assertThat(seen).singleElement().isSameAs(x);
  }

  @Test
  void passesInHooksDoNotDisturbTheOuterOne() {
    Tensor x = leaf(1);
    Tensor w = leaf(3);
    Tensor y = x.mul(2);
    y.registerHook(
        gradient -> {
          try (var mode = Torch.enableGrad()) {
            w.mul(w).backward();
          }
          return gradient.mul(Objects.requireNonNull(w.grad()));
        });
    y.backward();
    assertThat(Objects.requireNonNull(x.grad()).item().doubleValue()).isEqualTo(12);
  }

  @Test
  void nodesKeepTheirGraph() {
    Tensor x = leaf(1);
    Node node;
    try (Scope scope = Torch.scope()) {
      node = Objects.requireNonNull(x.exp().sin().gradFn());
    }
    assertThat(node.name()).isEqualTo("SinBackward0");
    Node next = Objects.requireNonNull(node.nextFunctions().get(0).function());
    assertThat(next.name()).isEqualTo("ExpBackward0");
    assertThat(Objects.requireNonNull(next.nextFunctions().get(0).function()))
        .isEqualTo(Graph.getGradientEdge(x).node())
        .hasSameHashCodeAs(Graph.getGradientEdge(x).node())
        .isNotEqualTo(next);
    assertThat(node.nextFunctions().get(0).toString())
        .matches("\\(<ExpBackward0 object at 0x[0-9a-f]+>, 0\\)");
    assertThat(Objects.requireNonNull(next.nextFunctions().get(0).function()).toString())
        .startsWith("<AccumulateGrad object at 0x");
  }

  @Test
  void gradientsOfEdgesOutliveTheirTensors() {
    Tensor x = leaf(1);
    GradientEdge edge;
    Tensor y;
    try (Scope scope = Torch.scope()) {
      Tensor h = x.mul(2);
      edge = Graph.getGradientEdge(h);
      y = scope.keep(h.pow(2));
    }
    assertThat(Autograd.grad(y, List.of(edge)).get(0).item().doubleValue()).isEqualTo(4);
  }

  @Test
  void placesOfGradientsAreTensorsOrEdges() {
    assertThatThrownBy(() -> Autograd.grad(leaf(1).mul(2), List.of("x")))
        .isInstanceOf(dev.obor.TypeException.class)
        .hasMessage("expected Tensor or GradientEdge as element 0, but got String");
    GradientEdge edge = Graph.getGradientEdge(leaf(1).mul(2));
    GradientEdge beyond = new GradientEdge(edge.node(), 7);
    assertThatThrownBy(
            () ->
                Autograd.grad(List.of(beyond), List.of(leaf(1)), o -> o.gradOutputs(Torch.ones(1))))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("has no input 7");
  }

  @Test
  void shapesOfBatchedGradientsAreChecked() {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.pow(2);
    assertThatThrownBy(
            () -> Autograd.grad(y, x, o -> o.gradOutputs(Torch.ones(2, 4)).isGradsBatched(true)))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining(
            "grad_output[0] has a shape of torch.Size([4]) and output[0] has a shape of"
                + " torch.Size([3])");
    assertThatThrownBy(() -> Autograd.grad(y, x, o -> o.isGradsBatched(true)))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("batch dimension that is not empty");
  }

  @Test
  void anomaliesTellWhereTheForwardWas() {
    try (AnomalyMode mode = Autograd.detectAnomaly()) {
      Tensor x = leaf(0);
      Tensor y = failingRoot(x);
      assertThatThrownBy(y::backward)
          .isInstanceOf(TorchException.class)
          .hasMessage("Function 'SqrtBackward0' returned nan values in its 0th output.")
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .satisfies(
                          where -> {
                            assertThat(where)
                                .hasMessageStartingWith("Error detected in SqrtBackward0.");
                            assertThat(where.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("failingRoot"));
                          }));
      assertThat(Objects.requireNonNull(y.gradFn()).metadata()).containsKey("traceback_");
    }
    Tensor plain = failingRoot(leaf(0));
    try (AnomalyMode mode = Autograd.detectAnomaly()) {
      assertThatThrownBy(plain::backward)
          .isInstanceOf(TorchException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }
  }

  private static Tensor failingRoot(Tensor x) {
    return x.div(x).mul(0).sqrt();
  }

  @Test
  void modesAreSetAndGoBack() {
    assertThat(Autograd.isMultithreadingEnabled()).isTrue();
    try (var mode = Autograd.setMultithreadingEnabled(false)) {
      assertThat(Autograd.isMultithreadingEnabled()).isFalse();
      Tensor x = leaf(1);
      x.mul(2).backward();
    }
    assertThat(Autograd.isMultithreadingEnabled()).isTrue();
    try (var mode = Autograd.noGrad()) {
      assertThat(Torch.isGradEnabled()).isFalse();
      try (var inner = Autograd.enableGrad()) {
        assertThat(Torch.isGradEnabled()).isTrue();
      }
      try (var inner = Autograd.setGradEnabled(true)) {
        assertThat(Torch.isGradEnabled()).isTrue();
      }
    }
    try (var mode = Autograd.inferenceMode()) {
      assertThat(Torch.isInferenceModeEnabled()).isTrue();
      try (var inner = Autograd.inferenceMode(false)) {
        assertThat(Torch.isInferenceModeEnabled()).isFalse();
      }
    }
    Graph.setWarnOnAccumulateGradStreamMismatch(false);
    Graph.setWarnOnAccumulateGradStreamMismatch(true);
    assertThat(AutogradEngine.currentDualLevel()).isEqualTo(-1);
  }
}
