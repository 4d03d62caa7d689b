package dev.obor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Parameter;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what Python refuses and warns of. */
@LeftToCollector // the state of optimizers
class OptimizerErrorsTest {
  static Stream<Golden> errors() {
    return Golden.read("optim/errors.tsv").stream();
  }

  static Stream<Golden> refused() {
    return Golden.read("optim/refused.tsv").stream()
        .filter(golden -> !golden.text("case").equals("named"));
  }

  static Stream<Golden> sparse() {
    return Golden.read("optim/sparse.tsv").stream();
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).split("\n", -1)[0];
  }

  /** The groups that {@code optim_goldens.describe} writes. */
  private static List<ParamGroup> groups(String text) {
    if (text.equals("default")) {
      return List.of(new ParamGroup(Parameter.of(Torch.ones(1, 1))));
    }
    Map<String, Tensor> known = new HashMap<>();
    List<ParamGroup> groups = new ArrayList<>();
    for (String group : text.split("/", -1)) {
      List<Tensor> params = new ArrayList<>();
      Map<String, Tensor> named = new LinkedHashMap<>();
      for (String param : group.split("&", -1)) {
        String[] parts = param.split(":", -1);
        Tensor tensor = known.computeIfAbsent(parts[0], number -> tensor(parts));
        params.add(tensor);
        if (!parts[4].isEmpty()) {
          named.put(parts[4], tensor);
        }
      }
      groups.add(named.isEmpty() ? new ParamGroup(params) : new ParamGroup(named));
    }
    return groups;
  }

  private static Tensor tensor(String[] parts) {
    long[] shape = Arrays.stream(parts[1].split(",")).mapToLong(Long::parseLong).toArray();
    Tensor tensor = Torch.ones(shape).to(DType.of(parts[2].replace("torch.", "")));
    tensor = parts[3].equals("torch.sparse_coo") ? Torch.zeros(shape).toSparse() : tensor;
    if (!tensor.isSparse()) {
      tensor.setGrad(Torch.onesLike(tensor));
    }
    return tensor;
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorsHavePythonsText(Golden golden) {
    List<String> warnings = new ArrayList<>();
    boolean before = Torch.isWarnAlwaysEnabled();
    Torch.setWarnAlways(true);
    Warnings.setHandler(warning -> warnings.add(warning.message()));
    try (Scope scope = Torch.scope()) {
      String text = golden.text("text");
      List<ParamGroup> groups = groups(golden.text("params"));
      String name = golden.text("optimizer");
      String options = golden.text("options");
      if (text.contains("duplicate parameters;")) {
        Optimizers.make(name, groups, options);
        assertThat(warnings).containsExactly(text);
      } else if (golden.text("on").equals("step")) {
        Optimizer optimizer = Optimizers.make(name, groups, options);
        assertThatThrownBy(optimizer::step)
            .isInstanceOf(TorchException.class)
            .extracting(OptimizerErrorsTest::firstLine)
            .isEqualTo(text);
      } else {
        assertThatThrownBy(() -> Optimizers.make(name, groups, options))
            .isInstanceOf(TorchException.class)
            .extracting(OptimizerErrorsTest::firstLine)
            .isEqualTo(text);
      }
    } finally {
      Warnings.setHandler(null);
      Torch.setWarnAlways(before);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stepsThatPythonRefusesAreRefused(Golden golden) {
    try (Scope scope = Torch.scope()) {
      List<String> words = List.of(golden.text("case").split(" "));
      StringBuilder options = new StringBuilder();
      for (String option : List.of("capturable", "foreach", "fused")) {
        if (words.contains(option)) {
          options.append(option).append("=True;");
        }
      }
      options.append(words.contains("decay") ? "weight_decay=0.1" : "");
      options.append(words.contains("steps") ? "ns_steps=100" : "");
      boolean integers = words.contains("integers");
      Tensor param =
          integers ? Parameter.of(Torch.ones(2).toLong(), false) : Parameter.of(Torch.ones(2, 2));
      param.setGrad(words.contains("sparse") ? Torch.ones(2, 2).toSparse() : Torch.onesLike(param));
      List<ParamGroup> groups = new ArrayList<>(List.of(new ParamGroup(param)));
      if (words.contains("groups")) {
        groups.add(new ParamGroup(Parameter.of(Torch.ones(1))));
      }
      assertThatThrownBy(() -> Optimizers.make(words.get(0), groups, options.toString()).step())
          .isInstanceOf(TorchException.class)
          .extracting(OptimizerErrorsTest::firstLine)
          .isEqualTo(golden.text("text"));
    }
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void sparseGradientsMakePythonsSteps(Golden golden) {
    try (Scope scope = Torch.scope()) {
      Tensor p = Parameter.of(Optimizers.made(0, 12, 1).reshape(4, 3));
      Optimizer optimizer =
          Optimizers.make(
              golden.text("optimizer"), List.of(new ParamGroup(p)), golden.text("options"));
      for (int step = 1; step <= 5; step++) {
        long[][] places = {{step % 4, (step + 2) % 4, step % 4}};
        Tensor values = Optimizers.made(step, 9, 2).reshape(3, 3);
        p.setGrad(Torch.sparseCooTensor(Torch.tensor(places), values, 4, 3));
        optimizer.step();
      }
      assertThat(Golden.checksum(p)).isIn(golden.variants("after"));
    }
  }

  @Test
  void namedParametersArePrinted() {
    try (Scope scope = Torch.scope()) {
      ParamGroup named = new ParamGroup(Map.of("weight", Parameter.of(Torch.ones(1))));
      SGD optimizer = new SGD(List.of(named), o -> o.lr(0.1));
      assertThat(optimizer).hasToString(Golden.of("optim/refused.tsv", "named").text("text"));
      SGD unnamed = new SGD(List.of(Parameter.of(Torch.ones(1))), 0.2);
      optimizer.loadStateDict(unnamed.stateDict());
      assertThat(optimizer.paramGroups().get(0).get("param_names")).isEqualTo(List.of("weight"));
    }
  }

  static Stream<Golden> scenarios() {
    return Golden.read("optim/scenarios.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aRegressionWalksPythonsLosses(Golden golden) {
    try (Scope scope = Torch.scope()) {
      Tensor x =
          Torch.tensor(
              new float[][] {
                {73, 67, 43}, {91, 88, 64}, {87, 134, 58}, {102, 43, 37}, {69, 96, 70}
              });
      Tensor y =
          Torch.tensor(new float[][] {{56, 70}, {81, 101}, {119, 133}, {22, 37}, {103, 119}});
      Torch.manualSeed(0);
      Linear model = new Linear(3, 2);
      Optimizer optimizer =
          Optimizers.make(
              golden.text("optimizer"),
              List.of(new ParamGroup(model.parameters())),
              golden.text("options"));
      for (double expected : golden.numbers("losses")) {
        try (Scope step = Torch.scope()) {
          Tensor loss = F.mseLoss(model.call(x), y);
          assertThat(loss.item().doubleValue()).isCloseTo(expected, within(1e-4 * expected));
          loss.backward();
          optimizer.step();
          optimizer.zeroGrad();
        }
      }
      // RAdam's first steps, which nothing rectifies, lead far away.
      double[] weight = golden.numbers("weight");
      double scale = Math.max(1, Arrays.stream(weight).map(Math::abs).max().orElseThrow());
      assertThat(model.weight.detach().toDoubleArray())
          .containsExactly(weight, within(1e-5 * scale));
      assertThat(Objects.requireNonNull(model.bias).detach().toDoubleArray())
          .containsExactly(golden.numbers("bias"), within(1e-5 * scale));
    }
  }
}
