package dev.obor.amp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.golden.Golden;
import dev.obor.nn.Parameter;
import dev.obor.optim.Adam;
import dev.obor.optim.AdamW;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays Python's scaler of gradients, from {@code amp_goldens.py}. */
@LeftToCollector // the scale, and the state of optimizers
class GradScalerTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<Golden> walks() {
    return Golden.read("amp/scaler.tsv").stream();
  }

  private static Optimizer optimizer(String name, Tensor p) {
    List<Tensor> params = List.of(p);
    return switch (name) {
      case "sgd" -> new SGD(params, o -> o.lr(0.1).momentum(0.9));
      case "adam" -> new Adam(params, 0.1);
      case "fused sgd" -> new SGD(params, o -> o.lr(0.1).momentum(0.9).fused(true));
      case "fused adam" -> new Adam(params, o -> o.lr(0.1).fused(true));
      default -> new AdamW(params, o -> o.lr(0.1).fused(true));
    };
  }

  /** What {@code clip_grad_norm_} does to one gradient. */
  private static void clip(Tensor gradient, double most) {
    double norm = gradient.norm().item().doubleValue();
    gradient.mul_(Math.min(1.0, most / (norm + 1e-6)));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void theScaleFollowsTheGradientsAsInPython(Golden golden) {
    Tensor p = Parameter.of(AutocastTest.made(1, 2, 3));
    Optimizer optimizer = optimizer(golden.text("case"), p);
    GradScaler scaler = new GradScaler("cpu", o -> o.initScale(1024).growthInterval(2));
    List<Double> scales = new ArrayList<>(List.of(scaler.getScale()));
    String[] expected = golden.text("values").split(";", -1);
    for (int step = 0; step < 8; step++) {
      optimizer.zeroGrad();
      scaler.scale(p.mul(AutocastTest.made(step, 2, 3)).sum()).backward();
      Tensor gradient = Objects.requireNonNull(p.grad());
      if (step == 2 || step == 3) {
        double wrong = step == 2 ? Double.POSITIVE_INFINITY : Double.NaN;
        gradient.select(0, 0).select(0, 1).fill_(wrong);
      }
      if (step == 5) {
        scaler.unscale_(optimizer);
        clip(gradient, 0.5);
      }
      scaler.step(optimizer);
      scaler.update();
      scales.add(scaler.getScale());
      double[] values = new Golden(Map.of("values", expected[step])).numbers("values");
      assertThat(p.detach().to(DType.FLOAT64).toDoubleArray())
          .containsExactly(values, within(1e-5));
    }
    assertThat(scales.stream().map(PythonNumber::repr).collect(Collectors.joining(",")))
        .isEqualTo(golden.text("scales"));
    String state =
        scaler.stateDict().entrySet().stream()
            .map(
                e ->
                    "'"
                        + e.getKey()
                        + "': "
                        + (e.getValue() instanceof Double number
                            ? PythonNumber.repr(number)
                            : e.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(state).isEqualTo(golden.text("state"));

    GradScaler other = new GradScaler("cpu");
    other.loadStateDict(scaler.stateDict());
    assertThat(other.stateDict()).isEqualTo(scaler.stateDict());
    other.scale(p.sum());
    assertThat(other.stateDict()).isEqualTo(scaler.stateDict());
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(TorchException.class)
        .extracting(error -> String.valueOf(error.getMessage()).split("\n", -1)[0])
        .isEqualTo(Golden.of("amp/texts.tsv", name).text("text"));
  }

  private final Tensor weight = Parameter.of(Torch.ones(2));
  private final SGD sgd = new SGD(List.of(weight), 0.1);

  private GradScaler scaled() {
    GradScaler scaler = new GradScaler("cpu");
    sgd.zeroGrad();
    scaler.scale(weight.mul(2).sum()).backward();
    return scaler;
  }

  @Test
  void errorsArePythons() {
    assertError("step first", () -> new GradScaler("cpu").step(sgd));
    assertError("unscale first", () -> new GradScaler("cpu").unscale_(sgd));
    assertError("update first", () -> new GradScaler("cpu").update());
    GradScaler unscaled = scaled();
    unscaled.unscale_(sgd);
    assertError("unscale twice", () -> unscaled.unscale_(sgd));
    GradScaler stepped = scaled();
    stepped.step(sgd);
    assertError("unscale after step", () -> stepped.unscale_(sgd));
    assertError("step twice", () -> stepped.step(sgd));
    assertError("no checks", () -> scaled().update());
    SGD idle = new SGD(List.of(Parameter.of(Torch.ones(1))), 0.1);
    assertError("no gradients", () -> scaled().step(idle));
    Tensor half = Parameter.of(Torch.ones(2).to(DType.FLOAT16));
    half.setGrad(Torch.onesLike(half));
    assertError("halves", () -> scaled().unscale_(new SGD(List.of(half), 0.1)));
    assertError("closure", () -> scaled().step(sgd, () -> Torch.ones(1)));
    assertError("growth factor", () -> new GradScaler("cpu", o -> o.growthFactor(1.0)));
    assertError("backoff factor", () -> new GradScaler("cpu", o -> o.backoffFactor(1.0)));
    assertError("empty state", () -> new GradScaler("cpu").loadStateDict(Map.of()));
    assertError("new scale", () -> scaled().update(Torch.ones(2)));
  }

  @Test
  void aScalerThatIsNotEnabledDoesNothing() {
    GradScaler scaler = new GradScaler("cpu", o -> o.enabled(false));
    Tensor loss = weight.mul(2).sum();
    assertThat(scaler.scale(loss)).isSameAs(loss);
    assertThat(scaler.isEnabled()).isFalse();
    loss.backward();
    scaler.unscale_(sgd);
    scaler.step(sgd);
    scaler.update();
    scaler.update(3);
    assertThat(weight.detach().toFloatArray()).containsExactly(0.8f, 0.8f);
    assertThat(scaler.getScale()).isEqualTo(1);
    assertThat(scaler.stateDict()).isEmpty();
    scaler.loadStateDict(Map.of());
    assertThat(scaler.step(sgd, () -> weight.sum()).numel()).isEqualTo(1);
  }

  @Test
  void theScaleAndItsFactorsCanBeSet() {
    GradScaler scaler = scaled();
    scaler.update(8);
    assertThat(scaler.getScale()).isEqualTo(8);
    scaler.update(Torch.tensor(4.0));
    assertThat(scaler.getScale()).isEqualTo(4);
    scaler.setGrowthFactor(3);
    scaler.setBackoffFactor(0.25);
    scaler.setGrowthInterval(7);
    assertThat(scaler.getGrowthFactor()).isEqualTo(3);
    assertThat(scaler.getBackoffFactor()).isEqualTo(0.25);
    assertThat(scaler.getGrowthInterval()).isEqualTo(7);
    List<Tensor> both = scaler.scale(List.of(weight.sum(), weight.sum()));
    assertThat(both).allMatch(loss -> loss.item().doubleValue() == 8);
  }
}
