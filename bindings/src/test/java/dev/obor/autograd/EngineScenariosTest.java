package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backward passes, hooks and nodes, as in {@code src/test/python/autograd_engine.py}. */
@InScope
class EngineScenariosTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor tensor(double... values) {
    return Torch.tensor(values);
  }

  private static Tensor ones(long... shape) {
    return Torch.ones(shape);
  }

  private static Node gradFn(Tensor tensor) {
    Node node = tensor.gradFn();
    if (node == null) {
      throw new AssertionError("no gradient function");
    }
    return node;
  }

  private static GradientHook seeing(Transcript out, String word) {
    return gradient -> {
      out.tell(word, gradient);
      return null;
    };
  }

  @Test
  void gradientsOfANumber() {
    Transcript.check(
        "gradients_of_a_number",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor w = leaf(3, -4);
          Tensor y = x.mul(w).sum();
          out.tell(Autograd.grad(y, List.of(x, w), o -> o.retainGraph(true)));
          out.tell(Autograd.grad(y, x));
          out.tell(x.grad(), w.grad());
        });
  }

  @Test
  void gradientsWithVectors() {
    Transcript.check(
        "gradients_with_vectors",
        out -> {
          Tensor x = leaf(1, 2, 3);
          Tensor y = x.pow(2);
          Tensor z = x.sin();
          out.tell(
              Autograd.grad(
                  List.of(y, z.sum()), List.of(x), o -> o.gradOutputs(tensor(1, 0.5, -1), null)));
          out.tell(Autograd.grad(x.mul(2), x, o -> o.gradOutputs(ones(3)).retainGraph(true)));
        });
  }

  @Test
  void higherGradients() {
    Transcript.check(
        "higher_gradients",
        out -> {
          Tensor x = leaf(3);
          Tensor y = x.pow(4);
          for (int i = 0; i < 4; i++) {
            y = Autograd.grad(y, x, o -> o.createGraph(true).gradOutputs(ones(1))).get(0);
            out.tell(y, y.requiresGrad());
          }
        });
  }

  @Test
  void unusedInputs() {
    Transcript.check(
        "unused_inputs",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor w = leaf(3);
          List<Tensor> both = List.of(x, w);
          out.error(() -> Autograd.grad(x.mul(2).sum(), both));
          out.tell(Autograd.grad(x.mul(2).sum(), both, o -> o.allowUnused(true)));
          out.tell(Autograd.grad(x.mul(2).sum(), both, o -> o.materializeGrads(true)));
          out.tell(
              Autograd.grad(x.mul(2).sum(), both, o -> o.materializeGrads(true).createGraph(true)));
          out.error(
              () ->
                  Autograd.grad(
                      x.mul(2).sum(), both, o -> o.materializeGrads(true).allowUnused(false)));
          GradientEdge edge = Graph.getGradientEdge(w.mul(2));
          out.error(
              () -> Autograd.grad(x.mul(2).sum(), List.of(edge), o -> o.materializeGrads(true)));
        });
  }

  @Test
  void batchedGradients() {
    Transcript.check(
        "batched_gradients",
        out -> {
          Tensor x = leaf(1, 2, 3);
          Tensor w = leaf(1);
          Tensor y = x.pow(2);
          Tensor eye = Torch.eye(3);
          out.tell(
              Autograd.grad(y, x, o -> o.gradOutputs(eye).isGradsBatched(true).retainGraph(true)));
          out.tell(
              Autograd.grad(
                  y,
                  List.of(x, w),
                  o ->
                      o.gradOutputs(eye).isGradsBatched(true).retainGraph(true).allowUnused(true)));
          Tensor second =
              Autograd.grad(y, x, o -> o.gradOutputs(eye).isGradsBatched(true).createGraph(true))
                  .get(0);
          out.tell(Autograd.grad(second.sum(), x));
        });
  }

  @Test
  void errorsOfGrad() {
    Transcript.check(
        "errors_of_grad",
        out -> {
          Tensor x = leaf(1, 2);
          out.error(() -> Autograd.grad(x.mul(2), x));
          out.error(() -> Autograd.grad(ones(1), x));
          out.error(() -> Autograd.grad(x.mul(2).sum(), ones(1)));
          out.error(() -> Autograd.grad(x.mul(2), x, o -> o.gradOutputs(ones(3))));
          Tensor complex = ones(2).to(DType.COMPLEX64);
          out.error(() -> Autograd.grad(x.mul(2), x, o -> o.gradOutputs(complex)));
          out.error(
              () ->
                  Autograd.grad(List.of(x.sum(), x.sum()), List.of(x), o -> o.gradOutputs(ones())));
          out.error(() -> Autograd.grad(x.sum(), List.of()));
          out.error(() -> Autograd.grad(x.mul(complex).sum(), x));
          out.error(() -> Autograd.grad(List.of(x.sum(), ones(1)), List.of(x)));
          Tensor y = x.mul(x).sum();
          y.backward();
          out.error(y::backward);
          out.error(() -> Autograd.grad(y, x));
        });
  }

  @Test
  void backwardOfSeveral() {
    Transcript.check(
        "backward_of_several",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor w = leaf(3, 4);
          Autograd.backward(List.of(x.mul(w).sum(), x.sum()));
          out.tell(x.grad(), w.grad());
          Autograd.backward(
              List.of(x.mul(w), w), o -> o.gradTensors(ones(2), tensor(1, 2)).retainGraph(true));
          out.tell(x.grad(), w.grad());
          Autograd.backward(List.of(x.mul(w).sum()), o -> o.inputs(List.of(x)));
          out.tell(x.grad(), w.grad());
          Tensor h = x.mul(w);
          Autograd.backward(List.of(h.mul(h).sum()), o -> o.inputs(List.of(h, w)));
          out.tell(h.grad(), w.grad());
          out.error(() -> Autograd.backward(List.of(x.sum()), o -> o.inputs(List.of())));
          out.error(() -> Autograd.backward(List.of(x.sum()), o -> o.inputs(List.of(ones(1)))));
          out.error(() -> Autograd.backward(x.mul(2)));
          Autograd.backward(List.of());
        });
  }

  @Test
  void backwardOfATensor() {
    Transcript.check(
        "backward_of_a_tensor",
        out -> {
          Tensor x = leaf(1, 2);
          out.error(() -> x.mul(2).backward());
          out.error(() -> x.mul(2).backward(ones(3)));
          out.error(() -> ones(1).backward());
          x.mul(2).backward(tensor(1, -1));
          out.tell(x.grad());
          Tensor y = x.pow(3).sum();
          y.backward(o -> o.createGraph(true));
          out.tell(x.grad());
          x.setGrad(null);
          y.backward(o -> o.retainGraph(true).inputs(List.of(x)));
          out.tell(x.grad());
        });
  }

  @Test
  void edgesInPlaceOfTensors() {
    Transcript.check(
        "edges_in_place_of_tensors",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor h = x.mul(tensor(3, 3));
          GradientEdge edge = Graph.getGradientEdge(h);
          out.tell(edge.node().name(), edge.outputNr());
          GradientEdge leaf = Graph.getGradientEdge(x);
          out.tell(leaf.node().name(), leaf.outputNr());
          Tensor y = h.pow(2).sum();
          out.tell(Autograd.grad(y, List.of(edge), o -> o.retainGraph(true)));
          out.tell(Autograd.grad(y, List.of(edge, leaf), o -> o.retainGraph(true)));
          out.tell(
              Autograd.grad(
                  List.of(edge), List.of(x), o -> o.gradOutputs(ones(2)).retainGraph(true)));
          out.error(() -> Autograd.grad(List.of(edge), List.of(x)));
          out.error(() -> Autograd.grad(List.of(edge), List.of(x), o -> o.gradOutputs(ones(3))));
          out.error(() -> Graph.getGradientEdge(ones(1)));
          y.backward(o -> o.inputs(List.of(x)));
          out.tell(x.grad());
          Tensor b = leaf(1, 2).unbind().get(1);
          GradientEdge second = Graph.getGradientEdge(b);
          out.tell(second.outputNr(), second.node().name());
        });
  }

  @Test
  void hooksOfTensors() {
    Transcript.check(
        "hooks_of_tensors",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor h = x.mul(2);
          RemovableHandle handle = h.registerHook(g -> g.mul(10));
          h.registerHook(seeing(out, "seen"));
          x.registerHook(seeing(out, "leaf"));
          h.sum().backward(o -> o.retainGraph(true));
          out.tell(x.grad());
          handle.remove();
          handle.remove();
          h.sum().backward();
          out.tell(x.grad());
          out.error(() -> ones(1).registerHook(g -> g));
          List<Tensor> parts = leaf(1, 2).unbind();
          parts.get(1).registerHook(seeing(out, "absent"));
          parts.get(0).backward();
        });
  }

  @Test
  void resultsOfHooks() {
    Transcript.check(
        "results_of_hooks",
        out -> {
          out.error(() -> replacedBy(ones(3)));
          out.error(() -> replacedBy(ones(2).to(DType.FLOAT64)));
        });
  }

  private static void replacedBy(Tensor result) {
    Tensor y = leaf(1, 2).mul(2);
    y.registerHook(g -> result);
    y.sum().backward();
  }

  @Test
  void hooksAndChangesInPlace() {
    Transcript.check(
        "hooks_and_changes_in_place",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor y = x.mul(2);
          y.registerHook(seeing(out, "before"));
          y.mul_(3);
          y.registerHook(seeing(out, "after"));
          y.sum().backward();
          out.tell(x.grad());
        });
  }

  @Test
  void hooksAfterAccumulation() {
    Transcript.check(
        "hooks_after_accumulation",
        out -> {
          Tensor x = leaf(1, 2);
          RemovableHandle handle = x.registerPostAccumulateGradHook(p -> out.tell("one", p.grad()));
          x.registerPostAccumulateGradHook(p -> p.setGrad(null));
          x.mul(2).sum().backward();
          out.tell(x.grad());
          handle.remove();
          x.mul(3).sum().backward();
          out.tell(x.grad());
          out.error(() -> x.mul(2).registerPostAccumulateGradHook(p -> {}));
          out.error(() -> ones(1).registerPostAccumulateGradHook(p -> {}));
        });
  }

  @Test
  void hooksOnSeveralTensors() {
    Transcript.check(
        "hooks_on_several_tensors",
        out -> {
          Tensor a = leaf(1, 2);
          Tensor b = leaf(3, 4);
          Tensor c = a.mul(b);
          Tensor d = a.mul(b);
          RemovableHandle handle =
              Graph.registerMultiGradHook(
                  List.of(a, b, c, d),
                  grads -> out.tell(grads.stream().map(g -> g != null).toList()));
          c.sum().backward(o -> o.retainGraph(true));
          c.sum().backward(o -> o.retainGraph(true).inputs(List.of(a)));
          c.add(d).sum().backward(o -> o.retainGraph(true));
          handle.remove();
          c.sum().backward(o -> o.retainGraph(true));
          Graph.registerMultiGradHook(List.of(c, d), grads -> out.tell("any", grads.get(0)), "any");
          c.mul(2).add(d.mul(2)).sum().backward(o -> o.retainGraph(true));
          out.error(() -> Graph.registerMultiGradHook(List.of(a), grads -> {}, "some"));
        });
  }

  @Test
  void nodes() {
    Transcript.check(
        "nodes",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor w = leaf(3, 4);
          Tensor y = x.mul(w).sum();
          Node node = gradFn(y);
          out.tell(node.name(), node.nextFunctions().size());
          Node.Next next = node.nextFunctions().get(0);
          Node product = next.function();
          out.tell(product == null ? null : product.name(), next.inputNr());
          out.tell(product == null ? null : pairs(product));
          Tensor z = ones(2).mul(w);
          out.tell(
              gradFn(z).nextFunctions().stream()
                  .map(n -> "(" + (n.function() == null ? "True" : "False") + ", 0)")
                  .toList());
          out.tell(x.gradFn());
          out.tell(gradFn(y).equals(node), node.equals(product));
          List<Tensor> sorted = List.of(x.sort().values(), x.sort().indices());
          out.tell(gradFn(sorted.get(0)).name(), sorted.get(1).gradFn());
          node.metadata().put("note", 1);
          out.tell("{'note': " + Map.copyOf(gradFn(y).metadata()).get("note") + "}");
        });
  }

  private static List<String> pairs(Node node) {
    return node.nextFunctions().stream()
        .map(next -> "('" + name(next.function()) + "', " + next.inputNr() + ")")
        .toList();
  }

  private static @Nullable String name(@Nullable Node node) {
    return node == null ? null : node.name();
  }

  @Test
  void hooksOfNodes() {
    Transcript.check(
        "hooks_of_nodes",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor y = x.mul(tensor(3, 4));
          Node node = gradFn(y);
          try (RemovableHandle after =
                  node.registerHook(
                      (inputs, outputs) -> {
                        out.tell("after", inputs, outputs);
                        return null;
                      });
              RemovableHandle before =
                  node.registerPrehook(outputs -> new Tensor[] {outputs[0].mul(2)})) {
            y.sum().backward(o -> o.retainGraph(true));
            out.tell(x.grad());
          }
          y.sum().backward(o -> o.retainGraph(true));
          out.tell(x.grad());
          try (RemovableHandle scale =
              node.registerHook((inputs, outputs) -> new Tensor[] {inputs[0].mul(100), null})) {
            y.sum().backward(o -> o.retainGraph(true));
            out.tell(x.grad());
          }
          try (RemovableHandle less =
              node.registerHook((inputs, outputs) -> new Tensor[] {inputs[0]})) {
            out.error(() -> y.sum().backward(o -> o.retainGraph(true)));
          }
          try (RemovableHandle extra =
              node.registerHook((inputs, outputs) -> new Tensor[] {inputs[0], ones(2)})) {
            out.error(() -> y.sum().backward(o -> o.retainGraph(true)));
          }
          try (RemovableHandle wrong = node.registerPrehook(outputs -> new Tensor[] {ones(1)})) {
            out.error(() -> y.sum().backward(o -> o.retainGraph(true)));
          }
        });
  }

  @Test
  void retainedGradients() {
    Transcript.check(
        "retained_gradients",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor h = x.mul(2);
          out.tell(h.retainsGrad());
          h.retainGrad();
          out.tell(h.retainsGrad());
          h.registerHook(g -> g.mul(3));
          h.sum().backward();
          out.tell(h.grad(), x.grad());
        });
  }

  @Test
  void versions() {
    Transcript.check(
        "versions",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor y = x.exp();
          Graph.incrementVersion(y);
          out.error(() -> y.sum().backward());
          Tensor z = x.exp();
          z.add_(1);
          out.error(() -> z.sum().backward());
          Tensor a = x.exp();
          Tensor b = x.exp();
          Graph.incrementVersion(List.of(a, b));
          out.tell(AutogradEngine.version(a), AutogradEngine.version(b));
        });
  }

  @Test
  void anomalies() {
    Transcript.check(
        "anomalies",
        out -> {
          Tensor x = leaf(0);
          try (AnomalyMode mode = Autograd.detectAnomaly()) {
            out.error(() -> x.div(x).mul(0).sqrt().sum().backward());
          }
          try (AnomalyMode mode = Autograd.detectAnomaly(false)) {
            x.div(x).sum().backward();
            out.tell(x.grad());
          }
          try (AnomalyMode on = Autograd.setDetectAnomaly(true);
              AnomalyMode off = Autograd.setDetectAnomaly(false)) {
            x.div(x).mul(0).sqrt().sum().backward();
          }
          out.tell(AutogradEngine.isAnomalyEnabled());
        });
  }
}
