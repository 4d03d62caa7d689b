package dev.obor.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import org.junit.jupiter.api.Test;

@InScope
class LazyLayersTest {
  private static String text(String name) {
    return Golden.of("nn/texts.tsv", name).text("text");
  }

  private static <M extends Module> M met(M layer, long... size) {
    layer.call(Torch.ones(size));
    return layer;
  }

  @Test
  void aLayerIsPrintedAsTheOrdinaryOneOnceItHasMetItsInput() {
    assertThat(new LazyLinear(10)).hasToString(text("lazy linear"));
    assertThat(met(new LazyLinear(10), 2, 5)).hasToString(text("lazy linear met"));
    assertThat(met(new LazyConv2d(4, 3), 1, 2, 5, 5)).hasToString(text("lazy convolution met"));
    assertThat(met(new LazyBatchNorm2d(), 2, 3, 4, 4)).hasToString(text("lazy batch norm met"));
    assertThat(met(new LazyInstanceNorm1d(o -> o.affine(false).trackRunningStats(false)), 2, 3, 4))
        .hasToString(text("lazy instance norm without anything met"));
    assertThat(new Sequential(new LazyLinear(3), new ReLU())).hasToString(text("lazy in a chain"));
  }

  @Test
  void parametersStayTheSameObjects() {
    LazyLinear layer = new LazyLinear(3);
    Tensor weight = layer.parameters().get(0);
    assertThat(UninitializedParameter.isUninitialized(weight)).isTrue();

    met(layer, 2, 5);

    assertThat(layer.weight).isSameAs(weight);
    assertThat(UninitializedParameter.isUninitialized(weight)).isFalse();
    assertThat(weight.shape().toArray()).containsExactly(3, 5);
    assertThat(weight.requiresGrad()).isTrue();
    assertThat(layer.inFeatures).isEqualTo(5);
  }

  @Test
  void initialWeightsAreThoseOfTheOrdinaryLayer() {
    LazyLinear lazy = new LazyLinear(3);
    Torch.manualSeed(4);
    met(lazy, 2, 5);
    Torch.manualSeed(4);
    Linear ordinary = new Linear(5, 3);

    assertThat(lazy.weight.equal(ordinary.weight)).isTrue();
    assertThat(Torch.equal(lazy.parameters().get(1), ordinary.parameters().get(1))).isTrue();
  }

  @Test
  void theDtypeOfALayerThatWaitsCanBeChanged() {
    LazyLinear layer = new LazyLinear(3);
    layer.to(DType.FLOAT64);

    layer.call(Torch.ones(Torch.size(2, 5), o -> o.dtype(DType.FLOAT64)));

    assertThat(layer.weight.dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void aStateDictGivesShapes() {
    StateDict state = new BatchNorm1d(4).stateDict();
    LazyBatchNorm1d layer = new LazyBatchNorm1d();
    assertThat(String.join(",", layer.stateDict().keySet())).isEqualTo(text("lazy keys"));

    layer.loadStateDict(state);
    layer.call(Torch.ones(2, 4));

    assertThat(layer.stateDict().keySet()).isEqualTo(state.keySet());
    assertThat(
            Torch.equal(
                requireNonNull(state.get("running_var")),
                requireNonNull(new BatchNorm1d(4).stateDict().get("running_var"))))
        .isTrue();
  }

  @Test
  void whatWaitsDoesNotFitWhatDoesNot() {
    assertThatThrownBy(() -> new Linear(2, 3).loadStateDict(new LazyLinear(3).stateDict()))
        .isInstanceOf(TorchException.class)
        .hasMessage(text("lazy into not lazy"));
  }

  @Test
  void aCopyWaitsToo() {
    Module copy = new LazyLinear(3).copy();

    copy.call(Torch.ones(2, 5));

    assertThat(copy.parameters().get(0).shape().toArray()).containsExactly(3, 5);
  }
}
