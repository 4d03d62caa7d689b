package dev.obor.vision.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.testing.InScope;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models against torchvision's, as {@code vision_model_goldens.py} found them. */
@InScope
class ModelsTest {
  private static final String FIXTURE = "vision/models.tsv";

  static List<String> names() {
    return Golden.read(FIXTURE).stream().map(golden -> golden.text("case")).toList();
  }

  private static String digest(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return String.valueOf(crc.getValue());
  }

  private static Tensor pictures() {
    return Torch.linspace(-40, 40, 2 * 3 * 96 * 96).reshape(2, 3, 96, 96).sin();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTorchvisions(String name) {
    Golden golden = Golden.of(FIXTURE, name);
    Torch.manualSeed(7);
    Module model = Models.getModel(name, o -> o.numClasses(3));
    StringBuilder shapes = new StringBuilder();
    model
        .stateDict()
        .forEach(
            (key, value) ->
                shapes
                    .append(key)
                    .append(' ')
                    .append(Arrays.toString(value.shape().toArray()))
                    .append('\n'));
    StringBuilder weights = new StringBuilder();
    model
        .namedParameters()
        .forEach(
            (key, value) ->
                weights.append(key).append(' ').append(Golden.first(value, 4)).append('\n'));
    assertThat(model.parameters().stream().mapToLong(Tensor::numel).sum())
        .isEqualTo(Long.parseLong(golden.text("parameters")));
    assertThat(digest(shapes.toString())).as(shapes.toString()).isEqualTo(golden.text("shapes"));
    assertThat(digest(weights.toString())).isIn(golden.variants("weights"));
    assertThat(digest(model.toString())).as(model.toString()).isEqualTo(golden.text("repr"));
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      equal(model.eval().call(pictures()), golden.numbers("evaluated"));
      Torch.manualSeed(8);
      equal(model.train().call(pictures()), golden.numbers("trained"));
    }
  }

  private static void equal(Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    assertThat(values).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(2e-3 * largest));
    }
  }

  @Test
  void listsAllNamesInOrder() {
    assertThat(Models.listModels()).isSorted().containsAll(names());
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Models.getModel("resnet19"))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("Unknown model resnet19");
  }

  @Test
  void theClassifierOfAFrozenModelCanBeReplacedAndTrained() {
    DenseNet model = Models.densenet121();
    model.requiresGrad_(false);
    model.classifier = new Linear(1024, 2);
    model.call(Torch.randn(2, 3, 32, 32)).sum().backward();
    assertThat(model.parameters().stream().filter(p -> p.grad() != null)).hasSize(2);
    assertThat(model.stateDict()).containsKey("classifier.weight");
  }

  @Test
  void computingActivationsAgainGivesTheSameGradients() {
    Tensor x = Torch.randn(2, 3, 32, 32);
    Tensor[] gradients = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      Torch.manualSeed(1);
      DenseNet model = Models.densenet121(o -> o.memoryEfficient(again).numClasses(2));
      model.call(x).sum().backward();
      gradients[i] = model.features.get(0).parameters().get(0).grad();
    }
    assertThat(Torch.allclose(gradients[0], gradients[1])).isTrue();
  }
}
