package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitTest {
  private static final Map<String, Consumer<Tensor>> INITIALISERS =
      Map.ofEntries(
          Map.entry("uniform", Init::uniform_),
          Map.entry("uniform -2 3", t -> Init.uniform_(t, -2, 3)),
          Map.entry("normal", Init::normal_),
          Map.entry("normal 1 0.5", t -> Init.normal_(t, 1, 0.5)),
          Map.entry("constant", t -> Init.constant_(t, 0.3)),
          Map.entry("ones", Init::ones_),
          Map.entry("zeros", Init::zeros_),
          Map.entry("xavier uniform", Init::xavierUniform_),
          Map.entry("xavier uniform gain", t -> Init.xavierUniform_(t, Init.calculateGain("relu"))),
          Map.entry("xavier normal", Init::xavierNormal_),
          Map.entry("xavier normal gain", t -> Init.xavierNormal_(t, Init.calculateGain("tanh"))),
          Map.entry("kaiming uniform", Init::kaimingUniform_),
          Map.entry(
              "kaiming uniform a fan_out",
              t -> Init.kaimingUniform_(t, o -> o.a(0.2).mode("fan_out"))),
          Map.entry(
              "kaiming uniform relu", t -> Init.kaimingUniform_(t, o -> o.nonlinearity("relu"))),
          Map.entry("kaiming uniform empty", Init::kaimingUniform_),
          Map.entry("kaiming normal", Init::kaimingNormal_),
          Map.entry(
              "kaiming normal selu",
              t -> Init.kaimingNormal_(t, o -> o.mode("fan_out").nonlinearity("selu"))),
          Map.entry("trunc normal", Init::truncNormal_),
          Map.entry("trunc normal std", t -> Init.truncNormal_(t, o -> o.std(0.02))),
          Map.entry("trunc normal 1 2 0 1.5", t -> Init.truncNormal_(t, 1, 2, 0, 1.5)),
          Map.entry("eye", Init::eye_),
          Map.entry("dirac", Init::dirac_),
          Map.entry("dirac 2 groups", t -> Init.dirac_(t, 2)),
          Map.entry("dirac volume", Init::dirac_),
          Map.entry("orthogonal", Init::orthogonal_),
          Map.entry("orthogonal gain wide", t -> Init.orthogonal_(t, 2)),
          Map.entry("orthogonal tall", Init::orthogonal_),
          Map.entry("sparse", t -> Init.sparse_(t, 0.5)),
          Map.entry("sparse 0.1 std", t -> Init.sparse_(t, 0.1, 0.5)),
          Map.entry("generator", t -> Init.normal_(t, 0, 1, seeded())),
          Map.entry("kaiming generator", t -> Init.kaimingUniform_(t, o -> o.generator(seeded()))),
          Map.entry("xavier generator", t -> Init.xavierNormal_(t, 1, seeded())),
          Map.entry("trunc generator", t -> Init.truncNormal_(t, o -> o.generator(seeded()))),
          Map.entry("orthogonal generator", t -> Init.orthogonal_(t, 1, seeded())),
          Map.entry("sparse generator", t -> Init.sparse_(t, 0.5, 0.01, seeded())));

  private static Generator seeded() {
    return new Generator().manualSeed(3);
  }

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> initialisers() {
    return Golden.read("nn/initialisers.tsv");
  }

  static List<Golden> gains() {
    return Golden.read("nn/gains.tsv");
  }

  @ParameterizedTest
  @MethodSource("initialisers")
  void valuesArePythonsToTheLastBit(Golden golden) {
    Tensor tensor = Parameter.of(Torch.zeros(golden.sizes("shape")));

    Torch.manualSeed(7);
    Objects.requireNonNull(INITIALISERS.get(golden.text("case"))).accept(tensor);

    if (golden.text("case").startsWith("orthogonal")) {
      // Another LAPACK than that of Python's wheel rounds the last bits otherwise.
      assertThat(tensor.toDoubleArray()).containsExactly(golden.numbers("values"), within(2e-6));
    } else {
      assertThat(Golden.hex(tensor)).isIn(golden.variants("values"));
    }
    assertThat(Golden.hex(Torch.rand(1))).isEqualTo(golden.text("after"));
    assertThat(tensor.gradFn()).isNull();
  }

  @ParameterizedTest
  @MethodSource("gains")
  void gainsArePythons(Golden golden) {
    String param = golden.optional("param");
    String function = golden.text("nonlinearity");

    double gain =
        param == null
            ? Init.calculateGain(function)
            : Init.calculateGain(function, Double.parseDouble(param));

    assertThat(gain).isEqualTo(golden.numbers("gain")[0]);
  }

  @Test
  void aGeneratorOfItsOwnLeavesTheDefaultOneAlone() {
    Torch.manualSeed(1);
    Tensor first = Init.uniform_(Torch.empty(4), 0, 1, new Generator().manualSeed(5));
    Tensor drawn = Torch.rand(1);
    Tensor second = Init.uniform_(Torch.empty(4), 0, 1, new Generator().manualSeed(5));

    Torch.manualSeed(1);
    assertThat(drawn.equal(Torch.rand(1))).isTrue();
    assertThat(first.equal(second)).isTrue();
  }

  @Test
  void fansCountTheReceptiveField() {
    assertThat(Init.calculateFanInAndFanOut(Torch.zeros(8, 3, 5, 5)))
        .isEqualTo(new Init.Fans(75, 200));
  }

  @Test
  void errorsBeginWithPythonsText() {
    assertThatThrownBy(() -> Init.calculateGain("sinus"))
        .isInstanceOf(ValueException.class)
        .hasMessage(Golden.of("nn/texts.tsv", "gain").text("text"));
    assertThatThrownBy(() -> Init.kaimingUniform_(Torch.ones(2, 2), o -> o.mode("fan_avg")))
        .isInstanceOf(ValueException.class)
        .hasMessage(Golden.of("nn/texts.tsv", "fan mode").text("text"));
    assertThatThrownBy(() -> Init.xavierUniform_(Torch.ones(2)))
        .isInstanceOf(ValueException.class)
        .hasMessage(Golden.of("nn/texts.tsv", "fan of a vector").text("text"));
  }

  @Test
  void shapesThatDoNotFitAreRefusedWithPythonsText() {
    Map<String, Runnable> calls =
        Map.of(
            "eye of a vector", () -> Init.eye_(Torch.ones(2)),
            "dirac of a matrix", () -> Init.dirac_(Torch.ones(2, 2)),
            "dirac groups", () -> Init.dirac_(Torch.ones(3, 2, 2), 2),
            "orthogonal vector", () -> Init.orthogonal_(Torch.ones(2)),
            "sparse vector", () -> Init.sparse_(Torch.ones(2), 0.5));

    calls.forEach(
        (name, call) ->
            assertThatThrownBy(call::run)
                .isInstanceOf(ValueException.class)
                .hasMessage(Golden.of("nn/texts.tsv", name).text("text")));
  }
}
