package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> modules() {
    return Golden.read("nn/modules.tsv");
  }

  private static String text(String name) {
    return Golden.of("nn/texts.tsv", name).text("text");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void whatBelongsToAModuleIsWhatPythonSays(Golden golden) {
    Module module = Objects.requireNonNull(Models.BY_CASE.get(golden.text("case"))).get();

    assertThat(module).hasToString(golden.text("text"));
    assertThat(joined(module.stateDict().keySet())).isEqualTo(golden.text("keys"));
    assertThat(joined(module.namedParameters().keySet())).isEqualTo(golden.text("parameters"));
    assertThat(joined(module.namedBuffers().keySet())).isEqualTo(golden.text("buffers"));
    assertThat(joined(module.namedModules().keySet())).isEqualTo(golden.text("modules"));
    assertThat(joined(module.namedChildren().keySet())).isEqualTo(golden.text("children"));
    assertThat(module.parameters()).containsExactlyElementsOf(module.namedParameters().values());
    assertThat(module.buffers()).containsExactlyElementsOf(module.namedBuffers().values());
    assertThat(module.modules()).containsExactlyElementsOf(module.namedModules().values());
    assertThat(module.children()).containsExactlyElementsOf(module.namedChildren().values());
  }

  private static String joined(Collection<String> names) {
    return String.join(",", names);
  }

  @Test
  void everyGoldenHasItsModule() {
    assertThat(modules().stream().map(golden -> golden.text("case")))
        .containsExactlyElementsOf(Models.BY_CASE.keySet());
  }

  @Test
  void fieldsCountWhenTheyAreFilled() {
    Models.Derived module = new Models.Derived();
    assertThat(module.namedChildren().keySet()).containsExactly("stem", "untyped", "iterable");

    module.fill();

    assertThat(module.namedChildren().keySet())
        .containsExactly("stem", "later", "untyped", "iterable");
    assertThat(module.namedChildren().get("later")).isSameAs(module.later());
    assertThat(module.length()).isEqualTo(9);
  }

  @Test
  void localAndAnonymousClassesHaveFieldsToo() {
    Linear captured = new Linear(1, 1);
    class Local extends Module {
      final Linear own = new Linear(1, 2);

      @Override
      public Tensor forward(Tensor x) {
        return own.call(captured.call(x));
      }
    }
    Module anonymous =
        new Module() {
          final Linear own = new Linear(1, 3);

          @Override
          public Tensor forward(Tensor x) {
            return own.call(captured.call(x));
          }
        };

    assertThat(new Local().namedParameters().keySet()).containsExactly("own.weight", "own.bias");
    assertThat(new Local().call(Torch.ones(1, 1)).shape().toArray()).containsExactly(1, 2);
    assertThat(anonymous.namedParameters().keySet()).containsExactly("own.weight", "own.bias");
    assertThat(anonymous)
        .hasToString("Module(\n  (own): Linear(in_features=1, out_features=3, bias=True)\n)");
  }

  /** Not static, so it has a hidden field with the module around it. */
  static final class Outer extends Module {
    final Inner inner = new Inner();

    final class Inner extends Module {
      final Linear layer = new Linear(1, 1);

      Module outer() {
        return Outer.this;
      }
    }
  }

  @Test
  void anInnerClassDoesNotHoldTheModuleAroundIt() {
    Outer outer = new Outer();

    assertThat(outer.inner.outer()).isSameAs(outer);
    assertThat(outer.inner.namedChildren().keySet()).containsExactly("layer");
    assertThat(outer.namedModules().keySet()).containsExactly("", "inner", "inner.layer");
  }

  static final class Clash extends Models.Base {
    @Name("stem")
    final Linear other = new Linear(1, 1);
  }

  static final class Dotted extends Module {
    @Name("a.b")
    final Linear layer = new Linear(1, 1);
  }

  @Test
  void keysMustBeClear() {
    assertThatThrownBy(() -> new Clash().children())
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("attribute 'stem' already exists\n")
        .hasMessageContaining("@Name");
    assertThatThrownBy(() -> new Dotted().children())
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("a.b");

    Linear layer = new Linear(1, 1);
    assertThatThrownBy(() -> layer.registerModule("weight", new ReLU()))
        .isInstanceOf(ValueException.class)
        .hasMessage("attribute 'weight' already exists");
    assertThatThrownBy(() -> layer.registerModule("a.b", new ReLU()))
        .hasMessage(text("module name with dot"));
    assertThatThrownBy(() -> layer.registerParameter("a.b", Parameter.of(Torch.ones(1))))
        .hasMessageStartingWith(text("parameter name with dot"));
    assertThatThrownBy(() -> layer.registerParameter("", Parameter.of(Torch.ones(1))))
        .hasMessage(text("empty parameter name"));
    assertThatThrownBy(() -> layer.registerBuffer("", Torch.ones(1)))
        .hasMessage(text("empty buffer name"));
    assertThatThrownBy(() -> layer.registerParameter("scale", Torch.ones(1)))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("Parameter.of(tensor)");
  }

  @Test
  void whatHasNoFieldIsRegistered() {
    Module module = new Models.Counted();
    Tensor scale = module.registerParameter("scale", Parameter.of(Torch.ones(2)));
    Linear layer = module.registerModule("layer", new Linear(1, 1));
    module.registerBuffer("mean", Torch.zeros(1));

    assertThat(module.namedParameters().keySet())
        .containsExactly("scale", "layer.weight", "layer.bias");
    assertThat(module.parameters().get(0)).isSameAs(scale);
    assertThat(module.children()).containsExactly(layer);
    assertThat(module.stateDict().keySet())
        .containsExactly("scale", "mean", "layer.weight", "layer.bias");

    Tensor other = module.registerBuffer("mean", Torch.ones(1));
    assertThat(module.buffers()).containsExactly(other);
  }

  @Test
  void aModuleWithoutForwardSaysSo() {
    assertThatThrownBy(() -> new Models.Network().call(Torch.ones(1)))
        .isInstanceOf(NotImplementedException.class)
        .hasMessageStartingWith(text("no forward") + "\nOverride forward(Tensor) in Network");
    assertThatThrownBy(() -> new CrossEntropyLoss().call(Torch.ones(1)))
        .isInstanceOf(NotImplementedException.class);
    assertThatThrownBy(() -> new ReLU().call(Torch.ones(1), Torch.ones(1)))
        .isInstanceOf(NotImplementedException.class);
    assertThatThrownBy(() -> new ReLU().call(Torch.ones(1), Torch.ones(1), Torch.ones(1)))
        .isInstanceOf(NotImplementedException.class);
    assertThatThrownBy(() -> new Linear(784, 10).call(Torch.zeros(3584, 28)))
        .message()
        .startsWith(text("wrong input"));
  }

  private static final class Sum extends Module {
    @Override
    public Tensor forward(Tensor first, Tensor second, Tensor third) {
      return first.add(second).add(third);
    }
  }

  @Test
  void hooksSeeAndReplaceInputsAndOutputs() {
    Sum sum = new Sum();
    List<String> calls = new ArrayList<>();
    Tensor one = Torch.tensor(1);

    RemovableHandle before =
        sum.registerForwardPreHook(
            (module, inputs) -> {
              calls.add("before " + inputs.length + " " + (module == sum));
              return new Tensor[] {inputs[0], inputs[1], inputs[2].mul(10)};
            });
    RemovableHandle after =
        sum.registerForwardHook(
            (module, inputs, output) -> {
              calls.add("after " + inputs[2].item() + " " + output.item());
              return null;
            });
    RemovableHandle last = sum.registerForwardHook((module, inputs, output) -> output.neg());

    assertThat(sum.call(one, one, one).item().longValue()).isEqualTo(-12);
    assertThat(calls).containsExactly("before 3 true", "after 10 12");

    before.remove();
    before.remove();
    last.close();
    assertThat(sum.call(one, one, one).item().longValue()).isEqualTo(3);
    after.remove();
    assertThat(sum.call(one, one, one).item().longValue()).isEqualTo(3);
    assertThat(calls).hasSize(3);

    sum.registerForwardPreHook((module, inputs) -> new Tensor[0]);
    assertThatThrownBy(() -> sum.call(one, one, one))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("as many tensors as it got, 3, but got 0");
  }

  @Test
  void hooksRunForEveryNumberOfInputs() {
    List<Integer> seen = new ArrayList<>();
    ForwardHook hook =
        (module, inputs, output) -> {
          seen.add(inputs.length);
          return null;
        };
    ReLU one = new ReLU();
    MSELoss two = new MSELoss();
    one.registerForwardHook(hook);
    two.registerForwardHook(hook);

    one.call(Torch.ones(2));
    two.call(Torch.ones(2), Torch.ones(2));

    assertThat(seen).containsExactly(1, 2);
  }

  @Test
  void modesReachEveryModule() {
    Models.Neural model = new Models.Neural();
    assertThat(model.modules()).allMatch(Module::isTraining);

    assertThat(model.eval()).isSameAs(model);
    assertThat(model.modules()).noneMatch(Module::isTraining);

    model.train();
    assertThat(model.modules()).allMatch(Module::isTraining);
  }

  @Test
  void applyVisitsChildrenFirst() {
    List<String> visited = new ArrayList<>();

    new Sequential(new Linear(1, 1), new Sequential(new ReLU()))
        .apply(module -> visited.add(module.getClass().getSimpleName()));

    assertThat(visited).containsExactly("Linear", "ReLU", "Sequential", "Sequential");
  }

  @Test
  void gradientsAreRecordedAndRemoved() {
    Linear layer = new Linear(2, 1);
    layer.call(Torch.ones(1, 2)).sum().backward();
    assertThat(layer.weight.grad()).isNotNull();

    layer.zeroGrad(false);
    assertThat(Objects.requireNonNull(layer.weight.grad()).toFloatArray()).containsExactly(0, 0);
    layer.zeroGrad();
    assertThat(layer.weight.grad()).isNull();

    layer.requiresGrad_(false);
    assertThat(layer.parameters()).noneMatch(Tensor::requiresGrad);
    layer.requiresGrad_();
    assertThat(layer.parameters()).allMatch(Tensor::requiresGrad);
  }

  @Test
  void conversionKeepsTheTensorsAndTheirGradients() {
    Models.Shared module = new Models.Shared();
    Tensor counter = module.registerBuffer("counter", Torch.zeros(1).to(DType.INT64));
    Tensor weight = module.first.weight;
    double[] values = weight.detach().toDoubleArray();
    module.first.call(Torch.ones(1, 2)).sum().backward();

    assertThat(module.toDouble()).isSameAs(module);

    assertThat(module.first.weight).isSameAs(weight);
    assertThat(weight.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(weight.requiresGrad()).isTrue();
    assertThat(weight.isLeaf()).isTrue();
    assertThat(weight.detach().toDoubleArray()).isEqualTo(values);
    assertThat(Objects.requireNonNull(weight.grad()).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(module.mean.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(module.cache.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(counter.dtype()).isEqualTo(DType.INT64);
    assertThat(module.constant.dtype()).isEqualTo(DType.FLOAT32);

    Tensor x = Torch.ones(1, 2).to(DType.FLOAT64);
    module.first.call(x).sum().backward();
    assertThat(Objects.requireNonNull(weight.grad()).toDoubleArray()).containsExactly(2, 2, 2, 2);

    module.to(Device.CPU).to(Device.CPU, DType.FLOAT16).toFloat();
    assertThat(weight.dtype()).isEqualTo(DType.FLOAT32);
    assertThatThrownBy(() -> module.to(DType.INT64))
        .isInstanceOf(TypeException.class)
        .hasMessage(text("dtype of a module"));
  }

  @Test
  @LeftToCollector
  void aModuleDiesWithItsScopeUnlessItIsTakenOut() {
    Models.Shared[] made = new Models.Shared[2];
    try (Scope inner = Torch.scope()) {
      made[0] = new Models.Shared();
      made[1] = new Models.Shared();
      assertThat(made[1].unscoped()).isSameAs(made[1]);
    }

    assertThat(made[0].parameters()).allMatch(Tensor::isClosed);
    assertThat(made[1].parameters()).noneMatch(Tensor::isClosed);
    assertThat(made[1].buffers()).noneMatch(Tensor::isClosed);
  }

  @Test
  void severalThreadsMayCallOneModule() throws Exception {
    Sequential model = new Sequential(new Linear(8, 16), new ReLU(), new Linear(16, 4));
    Tensor x = Torch.ones(3, 8);
    float[] expected = model.call(x).detach().toFloatArray();
    Callable<Boolean> calls =
        () -> {
          boolean same = true;
          for (int i = 0; i < 200; i++) {
            try (Scope inner = Torch.scope()) {
              same &= Arrays.equals(model.call(x).detach().toFloatArray(), expected);
            }
          }
          return same;
        };

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> same : threads.invokeAll(Collections.nCopies(4, calls))) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void sequentialHoldsModulesInOrder() {
    Linear first = new Linear(2, 3);
    Sequential chain = new Sequential(first).append(new ReLU()).append(new Linear(3, 1));

    assertThat(chain.size()).isEqualTo(3);
    assertThat(chain.get(0)).isSameAs(first);
    assertThat(chain.get(-1)).isSameAs(chain.get(2));
    assertThat(chain)
        .extracting(Object::getClass)
        .containsExactly(Linear.class, ReLU.class, Linear.class);
    assertThatThrownBy(() -> chain.get(3)).hasMessage("index 3 is out of range");

    chain.registerModule("2", new Linear(3, 7));
    assertThat(chain.call(Torch.ones(4, 2)).shape().toArray()).containsExactly(4, 7);
    assertThat(chain.namedChildren().keySet()).containsExactly("0", "1", "2");
    Tensor x = Torch.ones(1);
    assertThat(new Sequential().call(x)).isSameAs(x);
  }
}
