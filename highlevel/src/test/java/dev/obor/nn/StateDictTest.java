package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.golden.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  private static String text(String name) {
    return Golden.of("nn/texts.tsv", name).text("text");
  }

  private static Tensor tensor(Map<String, Tensor> state, String key) {
    return Objects.requireNonNull(state.get(key), key);
  }

  private static Map<String, Tensor> partial() {
    Map<String, Tensor> state = new Models.Network().stateDict();
    state.remove("output.bias");
    state.put("extra.bias", Torch.ones(1));
    return state;
  }

  @Test
  void printsAsPythonPrintsIt() {
    Torch.manualSeed(0);
    Linear layer = new Linear(2, 2);

    assertThat(layer.stateDict()).hasToString(text("state dict"));
    assertThat(new ReLU().stateDict()).hasToString(text("empty state dict"));
  }

  @Test
  void sharesTheMemoryOfTheModuleWithoutItsGradients() {
    Linear layer = new Linear(2, 2);
    StateDict state = layer.stateDict();

    assertThat(state.values()).noneMatch(Tensor::requiresGrad);
    tensor(state, "weight").fill_(7);
    assertThat(layer.weight.detach().toFloatArray()).containsOnly(7);
  }

  @Test
  void loadingCopies() {
    Models.Network from = new Models.Network();
    Models.Network to = new Models.Network();
    Tensor weight = to.hidden.weight;

    IncompatibleKeys keys = to.loadStateDict(from.stateDict());

    assertThat(keys).hasToString(text("complete"));
    assertThat(to.hidden.weight).isSameAs(weight);
    assertThat(weight.requiresGrad()).isTrue();
    assertThat(weight.equal(from.hidden.weight)).isTrue();
    tensor(from.stateDict(), "hidden.weight").zero_();
    assertThat(weight.equal(from.hidden.weight)).isFalse();
  }

  @Test
  void loadingConvertsToTheModulesDtype() {
    Linear layer = new Linear(1, 1);

    layer.loadStateDict(
        Map.of(
            "weight", Torch.tensor(new double[][] {{2}}, o -> o.dtype(DType.FLOAT64)),
            "bias", Torch.tensor(new long[] {3})));

    assertThat(layer.weight.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(layer.call(Torch.ones(1, 1)).item().doubleValue()).isEqualTo(5);
  }

  @Test
  void assigningTakesTheTensorsOver() {
    Linear layer = new Linear(1, 1);
    Tensor weight = layer.weight;
    Map<String, Tensor> state = new Linear(1, 1, o -> o.dtype(DType.FLOAT64)).stateDict();

    layer.loadStateDict(state, true, true);

    assertThat(layer.weight).isSameAs(weight);
    assertThat(weight.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(weight.requiresGrad()).isTrue();
    tensor(state, "weight").fill_(4);
    assertThat(weight.item().doubleValue()).isEqualTo(4);
  }

  @Test
  void oneErrorListsEverythingAndNothingIsChanged() {
    Models.Network model = new Models.Network();
    Map<String, Tensor> before = new LinkedHashMap<>();
    model.stateDict().forEach((key, tensor) -> before.put(key, tensor.clone()));

    assertThatThrownBy(() -> model.loadStateDict(new Models.Network(5).stateDict()))
        .isExactlyInstanceOf(TorchException.class)
        .hasMessage(text("wrong sizes"));
    assertThatThrownBy(() -> model.loadStateDict(new Models.Network(5).stateDict(), false))
        .hasMessage(text("wrong sizes, not strict"));
    assertThatThrownBy(() -> model.loadStateDict(partial()))
        .hasMessage(text("missing and unexpected"));
    Map<String, Tensor> foreign = new LinkedHashMap<>();
    foreign.put("weight", Torch.ones(1, 1));
    foreign.put("foo", Torch.ones(1));
    assertThatThrownBy(() -> new Linear(4, 3).loadStateDict(foreign))
        .hasMessage(text("wrong keys and sizes"));

    model
        .stateDict()
        .forEach((key, tensor) -> assertThat(tensor.equal(tensor(before, key))).isTrue());
  }

  @Test
  void aLenientLoadTakesWhatFits() {
    Models.Network model = new Models.Network();
    Map<String, Tensor> state = partial();

    IncompatibleKeys keys = model.loadStateDict(state, false);

    assertThat(keys).hasToString(text("lenient"));
    assertThat(keys.missingKeys()).containsExactly("output.bias");
    assertThat(keys.unexpectedKeys()).containsExactly("extra.bias");
    assertThat(model.output.weight.equal(tensor(state, "output.weight"))).isTrue();
  }

  @Test
  void aNumberMayComeAsAnArrayOfOne() {
    Models.Counted module = new Models.Counted();
    Tensor scale = module.registerParameter("scale", Parameter.of(Torch.tensor(1.0)));

    module.loadStateDict(Map.of("scale", Torch.tensor(new double[] {5})));

    assertThat(scale.dim()).isZero();
    assertThat(scale.item().doubleValue()).isEqualTo(5);
  }

  @Test
  void sharedModulesAreSavedUnderEachName() {
    Models.Shared module = new Models.Shared();
    StateDict state = module.stateDict();

    assertThat(state).containsKeys("first.weight", "second.weight").doesNotContainKey("cache");
    assertThat(new Models.Shared().loadStateDict(state).missingKeys()).isEmpty();
  }

  @Test
  void parametersPrintAsPythonPrintsThem() {
    Torch.manualSeed(0);

    assertThat(new Linear(2, 2).weight).hasToString(text("parameter"));
    assertThat(Parameter.of(Torch.tensor(new double[] {1, 2.5}), false))
        .hasToString(text("parameter without gradient"));
  }
}
