package dev.obor.optim.swa;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.golden.Golden;
import dev.obor.nn.BatchNorm1d;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays Python's averages of models, from {@code amp_goldens.py}. */
class AveragedModelTest {
  private static final class Net extends Module {
    final Linear linear = new Linear(3, 2);
    final Tensor seen = registerBuffer("seen", Torch.zeros(2));

    @Override
    public Tensor forward(Tensor x) {
      return linear.call(x);
    }
  }

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<Golden> averages() {
    return Golden.read("optim/swa/averages.tsv").stream()
        .filter(golden -> golden.optional("values") != null);
  }

  private static String text(String name) {
    return Golden.of("optim/swa/averages.tsv", name).text("text");
  }

  private static Tensor made(int salt, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (((i * 37 + salt * 5) % 23 - 11) / 7.0);
    }
    return Torch.fromArray(values).reshape(shape);
  }

  private static void set(AveragedModel.Options o, String name) {
    switch (name) {
      case "avg_fn" -> o.avgFn(SwaUtils.getSwaAvgFn());
      case "ema" -> o.avgFn(SwaUtils.getEmaAvgFn(0.8));
      case "multi" -> o.multiAvgFn(SwaUtils.getSwaMultiAvgFn());
      case "multi ema" -> o.multiAvgFn(SwaUtils.getEmaMultiAvgFn(0.8));
      case "default ema" -> o.multiAvgFn(SwaUtils.getEmaMultiAvgFn());
      case "buffers" -> o.useBuffers(true);
      case "buffers ema" -> o.multiAvgFn(SwaUtils.getEmaMultiAvgFn(0.8)).useBuffers(true);
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("averages")
  void averagesArePythonsToTheLastBit(Golden golden) {
    Net model = new Net();
    AveragedModel average = new AveragedModel(model, o -> set(o, golden.text("case")));
    List<String> values = new ArrayList<>();
    long tensors = 0;
    for (int step = 0; step < 5; step++) {
      try (Scope inner = Torch.scope();
          var mode = Torch.noGrad()) {
        model.linear.weight.copy_(made(step, 2, 3));
        requireNonNull(model.linear.bias).copy_(made(step + 3, 2));
        model.seen.copy_(made(step + 7, 2));
      }
      average.updateParameters(model);
      try (Scope inner = Torch.scope()) {
        values.add(
            average.module.stateDict().values().stream()
                .map(Golden::hex)
                .collect(Collectors.joining(",")));
      }
      long now = Obor.memory().scopedTensors();
      assertThat(step == 0 ? now : tensors).isEqualTo(now);
      tensors = now;
    }
    assertThat(String.join(";", values)).isIn(golden.variants("values"));
    assertThat(String.join(",", average.stateDict().keySet())).isEqualTo(golden.text("keys"));
    assertThat(average.nAveraged.item().longValue()).isEqualTo(golden.integer("count"));
    Tensor x = Torch.ones(1, 3);
    assertThat(average.call(x).equal(average.module.call(x))).isTrue();
  }

  @Test
  void refusesAsPythonDoes() {
    assertThatThrownBy(() -> SwaUtils.getEmaAvgFn(1.5)).hasMessage(text("decay"));
    assertThatThrownBy(() -> SwaUtils.getEmaMultiAvgFn(-0.5)).hasMessage(text("multi decay"));
    assertThatThrownBy(
            () ->
                new AveragedModel(
                    new Net(),
                    o -> o.avgFn(SwaUtils.getSwaAvgFn()).multiAvgFn(SwaUtils.getSwaMultiAvgFn())))
        .isInstanceOf(TorchException.class)
        .hasMessage(text("both"));
  }

  @Test
  void batchNormIsComputedAnew() {
    Golden golden = Golden.read("optim/swa/batch_norm.tsv").get(0);
    BatchNorm1d norm = new BatchNorm1d(3, o -> o.momentum(0.3));
    Sequential model = new Sequential(norm);
    model.call(made(1, 4, 3));
    model.eval();
    Tensor first = made(2, 4, 3);
    Tensor[] second = {made(3, 5, 3), Torch.zeros(1)};
    SwaUtils.updateBn(List.of(first, second), model);
    double[] mean = Objects.requireNonNull(norm.runningMean).toDoubleArray();
    double[] variance = Objects.requireNonNull(norm.runningVar).toDoubleArray();
    assertThat(mean).containsExactly(golden.numbers("mean"), within(1e-6));
    assertThat(variance).containsExactly(golden.numbers("variance"), within(1e-6));
    assertThat(Objects.requireNonNull(norm.numBatchesTracked).item().longValue())
        .isEqualTo(golden.integer("batches"));
    assertThat(norm.momentum).isEqualTo(0.3);
    assertThat(model.isTraining()).isFalse();
    assertThat(first.isClosed()).isTrue();
    SwaUtils.updateBn(List.of("not asked"), new Linear(1, 1));
    assertThatThrownBy(() -> SwaUtils.updateBn(List.of("batch"), model))
        .hasMessageContaining("java.lang.String");
  }
}
