package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  private static final Map<String, Supplier<Module>> LAYERS =
      Map.of(
          "linear 784 10", () -> new Linear(784, 10),
          "linear 3 2", () -> new Linear(3, 2),
          "linear 17 5 without bias", () -> new Linear(17, 5, false),
          "linear 1 1", () -> new Linear(1, 1),
          "linear 6 4 float64", () -> new Linear(6, 4, o -> o.dtype(DType.FLOAT64)),
          "linear 6 4 bfloat16", () -> new Linear(6, 4, o -> o.dtype(DType.BFLOAT16)),
          "mlp", () -> new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10)));

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<String> cases() {
    return Golden.read("nn/layers.tsv").stream()
        .map(golden -> golden.text("case") + "/" + golden.text("seed"))
        .distinct();
  }

  /**
   * The seeded module, the default generator right after it, and the lines that Python wrote of
   * both.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void initialWeightsArePythonsToTheLastBit(String name) {
    String layer = name.substring(0, name.indexOf('/'));
    String seed = name.substring(name.indexOf('/') + 1);

    Torch.manualSeed(Long.parseLong(seed));
    Module module = Objects.requireNonNull(LAYERS.get(layer)).get();
    String after = Golden.hex(Torch.rand(1));

    for (Golden golden : Golden.read("nn/layers.tsv")) {
      if (golden.text("case").equals(layer) && golden.text("seed").equals(seed)) {
        Tensor parameter =
            Objects.requireNonNull(module.namedParameters().get(golden.text("parameter")));
        assertThat(parameter.shape().toArray()).isEqualTo(golden.sizes("shape"));
        assertThat(Golden.first(parameter, 4)).isIn(golden.variants("first"));
        assertThat(Golden.checksum(parameter)).isIn(golden.variants("checksum"));
        if (golden.optional("after") != null) {
          assertThat(after).isEqualTo(golden.text("after"));
        }
      }
    }
  }

  @Test
  void linearComputesAnAffineMap() {
    Linear layer = new Linear(2, 2);
    Init.constant_(layer.weight, 2);
    Init.constant_(Objects.requireNonNull(layer.bias), 1);

    Tensor y = layer.call(Torch.tensor(new double[][] {{1, 2}, {3, 4}, {5, 6}}));

    assertThat(y.toFloatArray()).containsExactly(7, 7, 15, 15, 23, 23);
    assertThat(new Linear(2, 2, false).bias).isNull();
    assertThat(layer.call(Torch.ones(4, 3, 2)).shape().toArray()).containsExactly(4, 3, 2);
  }

  @Test
  void aLayerOfOtherDtypeComputesInIt() {
    Linear layer = new Linear(2, 3, o -> o.dtype(DType.FLOAT64).device("cpu").bias(false));

    assertThat(layer.weight.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(layer.call(Torch.ones(Torch.size(1, 2), o -> o.dtype(DType.FLOAT64))).dtype())
        .isEqualTo(DType.FLOAT64);
  }

  @Test
  void reluReplacesNegativeElementsInPlaceOrNot() {
    Tensor x = Torch.tensor(new double[] {-1, 0, 2});

    assertThat(new ReLU().call(x).toFloatArray()).containsExactly(0, 0, 2);
    assertThat(x.toFloatArray()).containsExactly(-1, 0, 2);
    assertThat(new ReLU(true).call(x)).isSameAs(x);
    assertThat(x.toFloatArray()).containsExactly(0, 0, 2);
  }

  @Test
  void flattenJoinsDimensions() {
    Tensor x = Torch.zeros(2, 3, 4, 5);

    assertThat(new Flatten().call(x).shape().toArray()).containsExactly(2, 60);
    assertThat(new Flatten(0, 1).call(x).shape().toArray()).containsExactly(6, 4, 5);
    assertThat(new Flatten(-2, -1).call(x).shape().toArray()).containsExactly(2, 3, 20);
  }
}
