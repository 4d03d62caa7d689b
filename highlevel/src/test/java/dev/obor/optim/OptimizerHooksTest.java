package dev.obor.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.autograd.RemovableHandle;
import dev.obor.nn.Parameter;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@LeftToCollector // the state of optimizers
class OptimizerHooksTest {
  private final List<String> calls = new ArrayList<>();

  private Consumer<Optimizer> note(String name) {
    return optimizer -> calls.add(name);
  }

  private static SGD sgd(Tensor parameter) {
    return new SGD(List.of(parameter), o -> o.lr(0.5).momentum(0.9));
  }

  @Test
  void hooksRunAroundEveryStep() {
    try (Scope scope = Torch.scope();
        RemovableHandle any = Optimizer.registerOptimizerStepPreHook(note("before any"));
        RemovableHandle every = Optimizer.registerOptimizerStepPostHook(note("after any"))) {
      Tensor p = Parameter.of(Torch.ones(1));
      SGD optimizer = sgd(p);
      optimizer.registerStepPreHook(note("before"));
      RemovableHandle twice = optimizer.registerStepPreHook(note("before"));
      optimizer.registerStepPostHook(note("after"));

      assertThat(optimizer.isStepped()).isFalse();
      optimizer.step();
      assertThat(optimizer.isStepped()).isTrue();
      assertThat(calls).containsExactly("before any", "before", "before", "after", "after any");
      calls.clear();
      twice.remove();
      twice.remove();
      optimizer.step(() -> Torch.ones(1));
      assertThat(calls).containsExactly("before any", "before", "after", "after any");
    }
  }

  @Test
  void hooksOfStateDictsMayExchangeThem() {
    try (Scope scope = Torch.scope()) {
      SGD optimizer = sgd(Parameter.of(Torch.ones(1)));
      optimizer.registerStateDictPreHook(note("second"));
      optimizer.registerStateDictPreHook(note("first"), true);
      optimizer.registerStateDictPostHook(
          (o, dict) -> {
            dict.put("extra", 1);
            return null;
          });
      optimizer.registerStateDictPostHook(
          (o, dict) -> {
            Map<String, Object> other = new LinkedHashMap<>(dict);
            other.put("seen", dict.containsKey("extra"));
            return other;
          });
      Map<String, Object> dict = optimizer.stateDict();
      assertThat(calls).containsExactly("first", "second");
      assertThat(dict).containsEntry("extra", 1).containsEntry("seen", true);

      SGD other = sgd(Parameter.of(Torch.ones(1)));
      other.registerLoadStateDictPreHook(
          (o, given) -> {
            given.remove("extra");
            return null;
          });
      other.registerLoadStateDictPostHook(note("loaded"));
      other.loadStateDict(dict);
      assertThat(calls).endsWith("loaded");
      assertThat(dict).containsKey("extra");
    }
  }

  @Test
  void anOptimizerOfOnesOwnTakesGroups() {
    final class SignDescent extends Optimizer {
      SignDescent(Iterable<Tensor> params, double lr) {
        super(List.of(new ParamGroup(params)), Map.of("lr", lr));
      }

      @Override
      protected void update(ParamGroup group) {
        for (Tensor p : group.params()) {
          Tensor g = p.grad();
          if (g != null) {
            p.sub_(g.sign().mul(group.number("lr")));
          }
        }
      }
    }

    try (Scope scope = Torch.scope()) {
      Tensor p = Parameter.of(Torch.tensor(new double[] {1, 2}));
      SignDescent optimizer = new SignDescent(List.of(p), 0.5);
      p.setGrad(Torch.tensor(new double[] {-3, 4}));
      optimizer.step();
      assertThat(p.detach().toFloatArray()).containsExactly(1.5f, 1.5f);
      assertThat(optimizer).hasToString("SignDescent (\nParameter Group 0\n    lr: 0.5\n)");
    }
  }
}
