package dev.obor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Parameter;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@LeftToCollector // the state of optimizers
class SGDTest {
  private static final Map<String, Consumer<SGD.Options>> OPTIONS =
      Map.of(
          "lr=0.1", o -> o.lr(0.1),
          "default", o -> {},
          "momentum", o -> o.lr(0.1).momentum(0.9),
          "momentum dampening", o -> o.lr(0.1).momentum(0.9).dampening(0.3),
          "nesterov", o -> o.lr(0.1).momentum(0.9).nesterov(true),
          "nesterov weight decay", o -> o.lr(0.05).momentum(0.8).nesterov(true).weightDecay(0.01),
          "weight decay", o -> o.lr(0.1).weightDecay(0.1),
          "maximize", o -> o.lr(0.1).maximize(true),
          "maximize weight decay", o -> o.lr(0.1).maximize(true).weightDecay(0.1),
          "everything",
              o -> o.lr(0.03).momentum(0.7).dampening(0.1).weightDecay(0.02).maximize(true));

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static Set<String> cases() {
    Set<String> cases = new LinkedHashSet<>();
    Golden.read("optim/sgd.tsv").forEach(g -> cases.add(g.text("case") + "/" + g.text("way")));
    return cases;
  }

  static List<Golden> training() {
    return Golden.read("optim/training.tsv");
  }

  private static String text(String name) {
    return Golden.of("optim/texts.tsv", name).text("text");
  }

  /** The numbers of {@code optim_goldens.made}. */
  private static Tensor made(int step, int count, int salt) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (((i * 37 + step * 11 + salt * 5) % 23 - 11) / 7.0);
    }
    return Torch.fromArray(values);
  }

  private static Tensor parameter(long... size) {
    return Parameter.of(Torch.ones(size));
  }

  private static void way(String way, SGD.Options o) {
    switch (way) {
      case "foreach" -> o.foreach(true);
      case "single" -> o.foreach(false);
      case "fused" -> o.fused(true);
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyStepIsPythonsToTheLastBit(String name) {
    String options = name.substring(0, name.indexOf('/'));
    String way = name.substring(name.indexOf('/') + 1);
    List<Tensor> params =
        List.of(
            Parameter.of(made(0, 6, 1).reshape(3, 2)),
            Parameter.of(made(0, 17, 2)),
            Parameter.of(made(0, 2, 3)));
    SGD optimizer =
        new SGD(
            params,
            o -> {
              Objects.requireNonNull(OPTIONS.get(options)).accept(o);
              way(way, o);
            });

    int compared = 0;
    for (int step = 1; step <= 10; step++) {
      try (Scope inner = Torch.scope()) {
        int used = step > 2 || way.equals("fused") ? 3 : 2;
        for (int i = 0; i < used; i++) {
          Tensor param = params.get(i);
          Tensor gradient = made(step, (int) param.numel(), i + 1).reshape(param.shape().toArray());
          param.setGrad(gradient);
        }
        optimizer.step();
        for (int i = 0; i < used; i++) {
          Tensor gradient = Objects.requireNonNull(params.get(i).grad()).reshape(-1);
          assertThat(gradient.equal(made(step, (int) gradient.numel(), i + 1))).isTrue();
        }
        optimizer.zeroGrad();
      }
      for (Golden golden : Golden.read("optim/sgd.tsv")) {
        if (golden.text("case").equals(options)
            && golden.text("way").equals(way)
            && golden.integer("step") == step) {
          String first =
              params.stream().map(p -> Golden.first(p, 2)).collect(Collectors.joining(","));
          String checksums = params.stream().map(Golden::checksum).collect(Collectors.joining(","));
          assertThat(first).isIn(golden.variants("first"));
          assertThat(checksums).isIn(golden.variants("checksums"));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("training")
  void aTrainingWalksPythonsLosses(Golden golden) {
    Torch.manualSeed(3);
    Linear model = new Linear(12, 4);
    SGD optimizer =
        golden.text("case").equals("plain")
            ? new SGD(model.parameters(), 0.1)
            : new SGD(model.parameters(), o -> o.lr(0.05).momentum(0.9).nesterov(true));

    double[] expected = golden.numbers("losses");
    for (int step = 0; step < expected.length; step++) {
      try (Scope inner = Torch.scope()) {
        long[] labels = new long[8];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = (i * 5L + step) % 4;
        }
        Tensor x = made(step, 96, 4).reshape(8, 12);
        Tensor loss = F.crossEntropy(model.call(x), Torch.fromArray(labels));
        assertThat(loss.item().doubleValue())
            .isCloseTo(expected[step], within(1e-5 * Math.abs(expected[step])));
        loss.backward();
        optimizer.step();
        optimizer.zeroGrad();
      }
    }
    double[] weight = golden.numbers("weight");
    assertThat(model.weight.detach().toDoubleArray()).containsExactly(weight, within(1e-5));
  }

  @Test
  void printsAsPythonPrintsIt() {
    Linear model = new Linear(2, 1);

    assertThat(new SGD(model.parameters())).hasToString(text("default"));
    assertThat(new SGD(model.parameters(), 0.01)).hasToString(text("lr"));
    assertThat(new SGD(model.parameters(), 1)).hasToString(text("whole lr"));
    assertThat(
            new SGD(
                model.parameters(),
                o -> o.lr(1e-5).momentum(0.0).weightDecay(0.5).maximize(true).foreach(false)))
        .hasToString(text("options"));
    assertThat(groups()).hasToString(text("groups"));
  }

  private static SGD groups() {
    return new SGD(
        List.of(
            new ParamGroup(List.of(parameter(1))),
            new ParamGroup(List.of(parameter(2))).set("lr", 1e-5)),
        o -> o.lr(0.01).momentum(0.9));
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action).isInstanceOf(TorchException.class).message().startsWith(text(name));
  }

  @Test
  void errorsBeginWithPythonsText() {
    List<Tensor> params = List.of(parameter(1));
    assertError("negative lr", () -> new SGD(params, -1.0));
    assertError("negative whole lr", () -> new SGD(params, -1));
    assertError("negative momentum", () -> new SGD(params, o -> o.momentum(-0.1)));
    assertError("negative weight decay", () -> new SGD(params, o -> o.weightDecay(-0.1)));
    assertError("nesterov", () -> new SGD(params, o -> o.nesterov(true)));
    assertError("fused and foreach", () -> new SGD(params, o -> o.fused(true).foreach(true)));
    assertError(
        "fused and differentiable", () -> new SGD(params, o -> o.fused(true).differentiable(true)));
    assertError("no parameters", () -> new SGD(List.<Tensor>of()));
    assertError("not a leaf", () -> new SGD(List.of(parameter(1).mul(2))));
    ParamGroup one = new ParamGroup(params);
    ParamGroup same = new ParamGroup(params);
    assertError("twice", () -> new SGD(List.of(one, same), o -> {}));
    SGD single = new SGD(params);
    assertError("number of groups", () -> groups().loadStateDict(single.stateDict()));
    SGD larger = new SGD(List.of(parameter(1), parameter(1)), 0.1);
    assertError("size of a group", () -> single.loadStateDict(larger.stateDict()));
    assertThatThrownBy(() -> single.loadStateDict(Map.of("state", Map.of())))
        .isInstanceOf(ValueException.class)
        .message()
        .startsWith("'param_groups'");
    assertThatThrownBy(() -> single.paramGroups().get(0).number("momentums"))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("weight_decay");
    assertThatThrownBy(() -> single.paramGroups().get(0).number("nesterov"))
        .isInstanceOf(ValueException.class)
        .hasMessage("option 'nesterov' must be a number, but is False");
    assertThatThrownBy(() -> single.paramGroups().get(0).flag("foreach"))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void groupsHaveOptionsOfTheirOwn() {
    Tensor slow = parameter(1);
    Tensor fast = parameter(1);
    SGD optimizer = new SGD(List.of(new ParamGroup(List.of(slow))), o -> o.lr(0.25));
    optimizer.addParamGroup(new ParamGroup(List.of(fast)).set("lr", 0.5));

    gradients(slow, fast);
    optimizer.step();
    assertThat(slow.item().doubleValue()).isEqualTo(0.75);
    assertThat(fast.item().doubleValue()).isEqualTo(0.5);

    ParamGroup group = optimizer.paramGroups().get(1);
    group.set("lr", group.number("lr") * 2);
    optimizer.step();
    assertThat(fast.item().doubleValue()).isEqualTo(-0.5);
  }

  private static void gradients(Tensor... params) {
    for (Tensor param : params) {
      param.setGrad(Torch.onesLike(param));
    }
  }

  @Test
  void aStepLeavesAloneWhatHasNoGradient() {
    Tensor used = parameter(1);
    Tensor idle = parameter(1);
    SGD optimizer = new SGD(List.of(used, idle), o -> o.lr(1).weightDecay(0.5).momentum(0.5));

    gradients(used);
    optimizer.step();

    assertThat(used.item().doubleValue()).isEqualTo(-0.5);
    assertThat(idle.item().doubleValue()).isEqualTo(1);
    optimizer.zeroGrad(false);
    assertThat(Objects.requireNonNull(used.grad()).item().doubleValue()).isZero();
    assertThat(idle.grad()).isNull();
    optimizer.zeroGrad();
    assertThat(used.grad()).isNull();
    optimizer.step();
    assertThat(used.item().doubleValue()).isEqualTo(-0.5);
  }

  @Test
  void aClosureComputesTheLossWithGradients() {
    Tensor weight = parameter(1);
    SGD optimizer = new SGD(List.of(weight), 0.25);

    Tensor loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor value = weight.mul(weight).sum();
              value.backward();
              return value;
            });

    assertThat(loss.item().doubleValue()).isEqualTo(1);
    assertThat(weight.item().doubleValue()).isEqualTo(0.5);
  }

  @Test
  void gradientsFlowThroughADifferentiableStep() {
    Tensor leaf = Parameter.of(Torch.tensor(new double[] {3}));
    Tensor weight = leaf.mul(1);
    weight.retainGrad();
    SGD optimizer = new SGD(List.of(weight), o -> o.lr(0.5).differentiable(true));
    weight.setGrad(Torch.ones(1));

    optimizer.step();
    weight.sum().backward();

    assertThat(weight.item().doubleValue()).isEqualTo(2.5);
    assertThat(Objects.requireNonNull(leaf.grad()).item().doubleValue()).isEqualTo(1);
  }

  @Test
  void sparseGradientsMakeTheSameStep() {
    Tensor dense = parameter(3);
    Tensor sparse = parameter(3);
    SGD optimizer = new SGD(List.of(dense, sparse), o -> o.lr(0.5).momentum(0.5));
    for (int i = 0; i < 2; i++) {
      dense.setGrad(Torch.tensor(new double[] {0, 2, 0}));
      sparse.setGrad(Torch.tensor(new double[] {0, 2, 0}).toSparse());
      optimizer.step();
    }

    assertThat(sparse.equal(dense)).isTrue();
    assertThat(dense.detach().toFloatArray()).containsExactly(1, -1.5f, 1);
  }

  @Test
  void stateIsSavedAndLoadedInPythonsForm() {
    Tensor first = parameter(2);
    Tensor second = parameter(1);
    SGD optimizer = new SGD(List.of(first, second), o -> o.lr(0.1).momentum(0.9));
    second.setGrad(Torch.tensor(new double[] {2}));
    optimizer.step();

    Map<String, Object> dict = optimizer.stateDict();

    List<?> groups = (List<?>) Objects.requireNonNull(dict.get("param_groups"));
    Map<?, ?> group = (Map<?, ?>) groups.get(0);
    assertThat(group.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")))
        .isEqualTo(text("saved group"));
    assertThat(group.get("params")).isEqualTo(List.of(0, 1));
    assertThat(String.valueOf(dict.get("state")))
        .isEqualTo(text("state").replace("'", "").replace(": ", "="));

    Tensor copyOfFirst = parameter(2);
    Tensor copyOfSecond = Parameter.of(second.detach().clone());
    SGD copy = new SGD(List.of(copyOfFirst, copyOfSecond), 7);
    copy.loadStateDict(dict);
    assertThat(copy).hasToString(optimizer.toString());
    for (SGD each : List.of(optimizer, copy)) {
      gradients(each.paramGroups().get(0).params().toArray(new Tensor[0]));
      each.step();
    }
    assertThat(copyOfSecond.equal(second)).isTrue();
    assertThat(copyOfFirst.equal(first)).isTrue();
  }

  @Test
  void momentumOutlivesTheScopeOfAStepAndNothingElseDoes() {
    Linear model = new Linear(4, 4);
    SGD optimizer =
        new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9).nesterov(true).weightDecay(0.1));
    List<Long> alive = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (Scope step = Torch.scope()) {
        F.mseLoss(model.call(Torch.ones(2, 4)), Torch.zeros(2, 4)).backward();
        optimizer.step();
        optimizer.zeroGrad();
      }
      alive.add(Obor.memory().scopedTensors());
    }

    assertThat(alive).allMatch(count -> count.equals(alive.get(0)));
  }
}
