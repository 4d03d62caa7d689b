package dev.obor.optim.lr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.nn.Parameter;
import dev.obor.optim.Adagrad;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.SGD;
import dev.obor.optim.swa.SWALR;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what Python's schedulers do, from {@code lr_goldens.py}. */
@LeftToCollector // learning rates as tensors
class LRSchedulerTest {
  private static final int STEPS = 50;
  private static final int SAVED = 20;
  private static final int[] EPOCHS = {1, 2, 3, 7, 12, 4, 30, 49, 0, 11};
  private static final double[] BETWEEN = {0.0, 0.25, 0.5, 2.75, 3.0, 8.6, 21.5, 45.25};

  private final Scope scope = Torch.scope();
  private final Set<String> warnings = new LinkedHashSet<>();
  private boolean warnsAlways;

  @BeforeEach
  void listen() {
    warnsAlways = Torch.isWarnAlwaysEnabled();
    Torch.setWarnAlways(true);
    Warnings.setHandler(warning -> warnings.add(warning.message()));
  }

  @AfterEach
  void close() {
    Warnings.setHandler(null);
    Torch.setWarnAlways(warnsAlways);
    scope.close();
  }

  static Stream<Golden> walks() {
    return Golden.read("optim/lr/walks.tsv.gz").stream();
  }

  static Stream<Golden> closed() {
    return Golden.read("optim/lr/closed.tsv").stream();
  }

  static Stream<Golden> resumed() {
    return Golden.read("optim/lr/resumed.tsv").stream();
  }

  private static String text(String name) {
    return Golden.of("optim/lr/texts.tsv", name).text("text");
  }

  private static LRScheduler make(String name, Optimizer optimizer) {
    return Objects.requireNonNull(Schedules.ALL.get(name), name).apply(optimizer);
  }

  private static Optimizer sgd() {
    return new SGD(
        List.of(
            new ParamGroup(Parameter.of(Torch.ones(1))),
            new ParamGroup(Parameter.of(Torch.ones(1))).set("lr", 0.5)),
        o -> o.lr(0.05).momentum(0.9));
  }

  private static Optimizer optimizer(String name) {
    return name.startsWith("Adam") ? new Adam(List.of(Parameter.of(Torch.ones(1))), 0.003) : sgd();
  }

  private static String hex(double value) {
    return Golden.hex(Torch.fromArray(new double[] {value}));
  }

  private static String lrs(Optimizer optimizer) {
    return optimizer.paramGroups().stream()
        .map(group -> hex(group.number("lr")))
        .collect(Collectors.joining(","));
  }

  private static String momenta(Optimizer optimizer) {
    return optimizer.paramGroups().stream()
        .map(
            group ->
                group.has("betas")
                    ? hex(
                        ((Number) ((List<?>) Objects.requireNonNull(group.get("betas"))).get(0))
                            .doubleValue())
                    : hex(group.number("momentum")))
        .collect(Collectors.joining(","));
  }

  /** What {@code lr_goldens.canonical} writes. */
  private static String canonical(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Number number) {
      return hex(number.doubleValue());
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> canonical(e.getKey()) + ":" + canonical(e.getValue()))
          .collect(Collectors.joining(";", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(LRSchedulerTest::canonical)
          .collect(Collectors.joining(";", "[", "]"));
    }
    return value.toString();
  }

  private static double metric(int step) {
    return 1.0 / (1 + step % 17) + (step * 7 % 5) / 50.0;
  }

  private static void step(LRScheduler scheduler, int step) {
    if (scheduler instanceof ReduceLROnPlateau plateau) {
      plateau.step(metric(step));
    } else {
      scheduler.step();
    }
  }

  @ParameterizedTest
  @MethodSource("walks")
  void learningRatesArePythonsToTheLastBit(Golden golden) {
    String name = golden.text("case");
    Optimizer optimizer = optimizer(name);
    LRScheduler scheduler = make(name, optimizer);
    List<String> lrs = new ArrayList<>(List.of(lrs(optimizer)));
    List<String> momenta = new ArrayList<>(List.of(momenta(optimizer)));
    List<String> last = new ArrayList<>(List.of(canonical(scheduler.getLastLr())));
    for (int i = 1; i < STEPS; i++) {
      optimizer.step();
      step(scheduler, i);
      lrs.add(lrs(optimizer));
      momenta.add(momenta(optimizer));
      last.add(canonical(scheduler.getLastLr()));
      String state = golden.optional("state");
      if (i == SAVED && state != null) {
        assertThat(canonical(scheduler.stateDict())).isEqualTo(state);
      }
    }
    assertThat(lrs).containsExactly(golden.text("lrs").split(";"));
    assertThat(last).containsExactly(golden.text("last").split(";(?=\\[)"));
    if (golden.text("momenta").equals("same")) {
      assertThat(new LinkedHashSet<>(momenta)).hasSize(1);
    } else {
      assertThat(momenta).containsExactly(golden.text("momenta").split(";"));
    }
    assertThat(String.join(" & ", warnings)).isEqualTo(golden.text("warnings"));
  }

  /** A checkpoint loader's form: Long for whole numbers. */
  private static @Nullable Object asLoaded(@Nullable Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> loaded = new LinkedHashMap<>();
      map.forEach(
          (key, element) -> loaded.put(Objects.requireNonNull(asLoaded(key)), asLoaded(element)));
      return loaded;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> loaded = new ArrayList<>();
      list.forEach(element -> loaded.add(asLoaded(element)));
      return loaded;
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("walks")
  @SuppressWarnings("unchecked") // a map of texts stays one
  void aSchedulerGoesOnWhereAnotherStopped(Golden golden) {
    String name = golden.text("case");
    Optimizer first = optimizer(name);
    LRScheduler before = make(name, first);
    for (int i = 1; i <= SAVED; i++) {
      first.step();
      step(before, i);
    }
    Optimizer second = optimizer(name);
    LRScheduler after = make(name, second);
    after.loadStateDict((Map<String, Object>) Objects.requireNonNull(asLoaded(before.stateDict())));
    second.loadStateDict(first.stateDict());
    assertThat(canonical(after.stateDict())).isEqualTo(canonical(before.stateDict()));
    List<String> lrs = new ArrayList<>();
    for (int i = SAVED + 1; i < STEPS; i++) {
      second.step();
      step(after, i);
      lrs.add(lrs(second));
    }
    List<String> expected = List.of(golden.text("lrs").split(";"));
    assertThat(lrs).isEqualTo(expected.subList(SAVED + 1, STEPS));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void epochsAreReachedByTheClosedForm(Golden golden) {
    String name = golden.text("case");
    Optimizer optimizer = sgd();
    List<String> lrs = new ArrayList<>();
    if (name.endsWith(" between")) {
      LRScheduler scheduler = make(name.replace(" between", ""), optimizer);
      for (double epoch : BETWEEN) {
        ((CosineAnnealingWarmRestarts) scheduler).step(epoch);
        lrs.add(lrs(optimizer));
      }
    } else {
      LRScheduler scheduler = make(name, optimizer);
      optimizer.step();
      for (int epoch : EPOCHS) {
        scheduler.step(epoch);
        lrs.add(lrs(optimizer));
      }
    }
    assertThat(lrs).containsExactly(golden.text("lrs").split(";"));
    assertThat(String.join(" & ", warnings)).isEqualTo(golden.text("warnings"));
  }

  @ParameterizedTest
  @MethodSource("resumed")
  void aTrainingGoesOnFromALastEpoch(Golden golden) {
    Optimizer o = sgd();
    for (ParamGroup group : o.paramGroups()) {
      group.set("initial_lr", group.number("lr") * 2);
    }
    LRScheduler scheduler =
        switch (golden.text("case")) {
          case "StepLR" -> new StepLR(o, 7, s -> s.lastEpoch(9));
          case "MultiStepLR" -> new MultiStepLR(o, List.of(5, 20, 40), s -> s.lastEpoch(9));
          case "LinearLR" -> new LinearLR(o, s -> s.totalIters(23).lastEpoch(9));
          case "ExponentialLR" -> new ExponentialLR(o, 0.93, s -> s.lastEpoch(9));
          case "PolynomialLR" -> new PolynomialLR(o, s -> s.totalIters(40).lastEpoch(9));
          case "CosineAnnealingLR" -> new CosineAnnealingLR(o, 13, s -> s.lastEpoch(9));
          case "LambdaLR" ->
              new LambdaLR(
                  o,
                  List.of(
                      epoch -> PythonNumber.pow(0.95, epoch),
                      epoch -> PythonNumber.pow(0.95, epoch)),
                  s -> s.lastEpoch(9));
          default -> new CosineAnnealingWarmRestarts(o, 7, s -> s.lastEpoch(9));
        };
    List<String> lrs = new ArrayList<>(List.of(lrs(o)));
    for (int i = 0; i < 9; i++) {
      o.step();
      scheduler.step();
      lrs.add(lrs(o));
    }
    assertThat(lrs).containsExactly(golden.text("lrs").split(";"));
  }

  private static void assertError(String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(TorchException.class)
        .extracting(error -> String.valueOf(error.getMessage()).split("\n", -1)[0])
        .isEqualTo(text(name));
  }

  @Test
  void errorsOfSchedulersArePythons() {
    Optimizer o = sgd();
    Optimizer other = sgd();
    assertError("lambdas", () -> new LambdaLR(o, List.of(e -> 1)));
    assertError("multiplicative lambdas", () -> new MultiplicativeLR(o, List.of(e -> 1)));
    assertError("constant factor", () -> new ConstantLR(o, s -> s.factor(1.1)));
    assertError("linear start", () -> new LinearLR(o, s -> s.startFactor(0)));
    assertError("linear end", () -> new LinearLR(o, s -> s.endFactor(1.1)));
    assertError("no schedulers", () -> new SequentialLR(o, List.of(), List.of()));
    StepLR one = new StepLR(o, 1);
    ReduceLROnPlateau plateau = new ReduceLROnPlateau(o);
    assertError(
        "milestones", () -> new SequentialLR(o, List.of(one, new StepLR(o, 2)), List.of(1, 2)));
    assertError(
        "plateau in sequence", () -> new SequentialLR(o, List.of(one, plateau), List.of(1)));
    assertError(
        "other optimizer",
        () -> new SequentialLR(o, List.of(one, new StepLR(other, 1)), List.of(1)));
    assertError("no chained", () -> new ChainedScheduler(List.of()));
    assertError("plateau in chain", () -> new ChainedScheduler(List.of(one, plateau)));
    assertError("factor", () -> new ReduceLROnPlateau(o, s -> s.factor(1.0)));
    assertError("mode", () -> new ReduceLROnPlateau(o, s -> s.mode("most")));
    assertError("threshold mode", () -> new ReduceLROnPlateau(o, s -> s.thresholdMode("most")));
    assertError("min lrs", () -> new ReduceLROnPlateau(o, s -> s.minLr(List.of(0.1))));
    assertError("initial lr", () -> new StepLR(sgd(), 1, s -> s.lastEpoch(3)));
    assertThatThrownBy(plateau::step).isInstanceOf(TorchException.class);
  }

  @Test
  void errorsOfCyclesArePythons() {
    Optimizer o = sgd();
    Optimizer plain = new Adagrad(List.of(Parameter.of(Torch.ones(1))));
    assertError("cyclic mode", () -> new CyclicLR(o, 0.1, 0.2, s -> s.mode("most")));
    assertError("cyclic momentum", () -> new CyclicLR(plain, 0.1, 0.2));
    double[] single = {0.1};
    assertError("cyclic lrs", () -> new CyclicLR(o, single, new double[] {0.2, 0.2}, s -> {}));
    assertError("T_0", () -> new CosineAnnealingWarmRestarts(o, 0));
    assertError("T_mult", () -> new CosineAnnealingWarmRestarts(o, 1, s -> s.tMult(0)));
    assertError("negative epoch", () -> new CosineAnnealingWarmRestarts(o, 1).step(-1.5));
    assertError("no steps", () -> new OneCycleLR(o, 0.1, s -> {}));
    assertError("total steps", () -> new OneCycleLR(o, 0.1, 0));
    assertError("epochs", () -> new OneCycleLR(o, 0.1, s -> s.epochs(0).stepsPerEpoch(1)));
    assertError(
        "steps per epoch", () -> new OneCycleLR(o, 0.1, s -> s.epochs(1).stepsPerEpoch(-2)));
    assertError("pct start", () -> new OneCycleLR(o, 0.1, s -> s.totalSteps(5).pctStart(1.5)));
    assertError(
        "strategy", () -> new OneCycleLR(o, 0.1, s -> s.totalSteps(5).annealStrategy("most")));
    assertError("one cycle momentum", () -> new OneCycleLR(plain, 0.1, 5));
    OneCycleLR ends = new OneCycleLR(o, 0.1, 2);
    ends.step();
    ends.step();
    assertError("too many steps", ends::step);
    assertError("swa strategy", () -> new SWALR(o, 0.1, s -> s.annealStrategy("most")));
    assertError("swa epochs", () -> new SWALR(o, 0.1, s -> s.annealEpochs(-1)));
    assertError("swa lrs", () -> new SWALR(o, single, s -> {}));
  }

  @Test
  void warnsAsPythonDoes() {
    StepLR scheduler = new StepLR(sgd(), 3);
    scheduler.step();
    assertThat(warnings).containsExactly(text("before the optimizer"));
    warnings.clear();
    scheduler.getLr();
    assertThat(warnings).containsExactly(text("get_lr"));
  }

  @Test
  void aLearningRateInATensorIsChangedInPlace() {
    Tensor lr = Torch.tensor(0.5);
    SGD optimizer = new SGD(List.of(Parameter.of(Torch.ones(1))), o -> o.lr(lr));
    ExponentialLR scheduler = new ExponentialLR(optimizer, 0.5);
    optimizer.step();
    scheduler.step();
    assertThat(lr.item().doubleValue()).isEqualTo(0.25);
    assertThat(optimizer.paramGroups().get(0).get("lr")).isSameAs(lr);
    assertThat(scheduler.getLastLr()).containsExactly(0.25);
    assertThat(scheduler.baseLrs()).containsExactly(0.5);
  }
}
