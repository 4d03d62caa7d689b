package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Saved tensors and checkpoints, as in {@code src/test/python/autograd_saving.py}. */
@InScope
class SavingScenariosTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  @Test
  void packing() {
    Transcript.check(
        "packing",
        out -> {
          Tensor a = leaf(1, 2);
          Tensor b = leaf(3, 4);
          Tensor y;
          try (ThreadMode hooks =
              Graph.savedTensorsHooks(
                  x -> {
                    out.tell("pack", x);
                    return x.detach().mul(2);
                  },
                  x -> {
                    out.tell("unpack", x);
                    return x.div(2);
                  })) {
            y = a.mul(b).exp();
          }
          y.sum().backward();
          out.tell(a.grad(), b.grad());
        });
  }

  @Test
  @LeftToCollector
  void packingIntoPlaces() {
    Transcript.check(
        "packing_into_places",
        out -> {
          List<Tensor> store = new ArrayList<>();
          Tensor a = leaf(1, 2);
          Tensor y;
          try (ThreadMode hooks =
              Graph.savedTensorsHooks(
                  x -> {
                    store.add(x.detach().clone().unscoped());
                    return store.size() - 1;
                  },
                  store::get)) {
            y = a.sin().mul(a);
          }
          out.tell(store.size());
          y.sum().backward();
          out.tell(a.grad());
        });
  }

  @Test
  void packingInLayers() {
    Transcript.check(
        "packing_in_layers",
        out -> {
          Tensor a = leaf(1, 2);
          Tensor w;
          try (ThreadMode outer = telling(out, "outer")) {
            Tensor y = a.exp();
            Tensor z;
            try (ThreadMode inner = telling(out, "inner")) {
              z = y.exp();
            }
            w = z.exp();
          }
          w.exp().sum().backward();
          out.tell(a.grad());
        });
  }

  private static ThreadMode telling(Transcript out, String word) {
    return Graph.savedTensorsHooks(
        x -> {
          out.tell(word);
          return x.detach();
        },
        x -> x);
  }

  @Test
  void packingWrongly() {
    Transcript.check(
        "packing_wrongly",
        out -> {
          Tensor a = leaf(1, 2);
          Tensor broken;
          try (ThreadMode hooks =
              Graph.savedTensorsHooks(
                  Tensor::detach,
                  x -> {
                    throw new ValueException("cannot unpack");
                  })) {
            broken = a.exp();
          }
          out.error(() -> broken.sum().backward());
          try (ThreadMode disabled = Graph.disableSavedTensorsHooks("not today")) {
            out.error(Graph::saveOnCpu);
            a.exp();
          }
          Tensor y;
          try (ThreadMode hooks = Graph.saveOnCpu()) {
            out.error(() -> Graph.disableSavedTensorsHooks("in use"));
            y = a.exp();
          }
          y.sum().backward();
          out.tell(a.grad());
        });
  }

  @Test
  void mutationOfSavedTensors() {
    Transcript.check(
        "mutation_of_saved_tensors",
        out -> {
          try (ThreadMode mode = Graph.allowMutationOnSavedTensors()) {
            Tensor a = leaf(1, 2);
            Tensor b = a.clone();
            Tensor y = b.pow(2).sum();
            b.sin_();
            y.backward();
            out.tell(a.grad(), b);
          }
        });
  }

  @Test
  void checkpoints() {
    Transcript.check(
        "checkpoints",
        out -> {
          java.util.function.Function<Tensor[], Tensor> block =
              inputs -> {
                out.tell("run");
                return inputs[0].mul(inputs[1]).sin().exp();
              };
          Tensor x = leaf(1, 2);
          Tensor w = leaf(3, 4);
          Tensor[] both = {x, w};
          block.apply(both).sum().backward();
          out.tell(x.grad(), w.grad());
          x.setGrad(null);
          w.setGrad(null);
          Tensor first = Checkpoint.checkpoint(block, both);
          out.tell(first);
          first.sum().backward();
          out.tell(x.grad(), w.grad());
          try (ThreadMode mode = Torch.noGrad()) {
            out.tell(Checkpoint.checkpoint(block, both));
          }
          Tensor y = Checkpoint.checkpoint(block, both);
          out.tell(Autograd.grad(y.sum(), List.of(x, w), o -> o.retainGraph(true)));
          out.tell(Autograd.grad(y.sum(), x));
          out.error(() -> y.sum().backward());
        });
  }

  @Test
  void checkpointsWithChance() {
    Transcript.check(
        "checkpoints_with_chance",
        out -> {
          Torch.manualSeed(7);
          Tensor x = Torch.ones(6).requiresGrad_();
          Tensor y = Checkpoint.checkpoint(input -> Aten.dropout(input.exp(), 0.5, true).exp(), x);
          out.tell(y);
          out.tell(Torch.rand(2));
          y.sum().backward();
          out.tell(x.grad());
          out.tell(Torch.rand(2));
        });
  }

  @Test
  void checkpointsInCheckpoints() {
    Transcript.check(
        "checkpoints_in_checkpoints",
        out -> {
          UnaryOperator<Tensor> inner =
              x -> {
                out.tell("inner");
                return x.exp().sin();
              };
          UnaryOperator<Tensor> outer =
              x -> {
                out.tell("outer");
                return Checkpoint.checkpoint(inner, x.cos()).exp();
              };
          Tensor x = leaf(0.5, 1);
          Checkpoint.checkpoint(outer, x).sum().backward();
          out.tell(x.grad());
        });
  }

  @Test
  void checkpointsThatChange() {
    Transcript.check(
        "checkpoints_that_change",
        out -> {
          int[] calls = {0};
          UnaryOperator<Tensor> fewer = x -> calls[0]++ == 0 ? x.exp().sin().exp() : x.exp();
          UnaryOperator<Tensor> shorter =
              x -> (calls[0]++ == 0 ? x.exp() : x.exp().narrow(0, 0, 1)).exp();
          Tensor x = leaf(0.5, 1);
          out.error(() -> Checkpoint.checkpoint(fewer, x).sum().backward());
          calls[0] = 0;
          out.error(() -> Checkpoint.checkpoint(shorter, x).sum().backward());
          out.error(() -> Checkpoint.checkpoint(shorter, x, o -> o.determinismCheck("some")));
        });
  }

  @Test
  void checkpointsInARow() {
    Transcript.check(
        "checkpoints_in_a_row",
        out -> {
          Tensor x = leaf(0.5, 1);
          List<UnaryOperator<Tensor>> functions =
              List.of(Tensor::exp, Tensor::sin, Tensor::cos, Tensor::exp, Tensor::tanh);
          Tensor y = Checkpoint.checkpointSequential(functions, 2, x);
          y.sum().backward();
          out.tell(y, x.grad());
        });
  }
}
