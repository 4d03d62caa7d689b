package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.nn.utils.ClipGrad;
import dev.obor.nn.utils.Stateless;
import dev.obor.nn.utils.WeightNorm;
import dev.obor.nn.utils.parametrize.Parametrize;
import dev.obor.nn.utils.prune.Prune;
import dev.obor.nn.utils.rnn.Rnn;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Texts that modules and functions answer with: names, printed forms, warnings and errors. */
@InScope
@LeftToCollector
class ModuleAnswersTest {
  private static final Map<String, Supplier<Object>> ANSWERS = new LinkedHashMap<>();
  private static final Map<String, ThrowingCallable> ERRORS = new LinkedHashMap<>();
  private static final Map<String, Runnable> WARNINGS = new LinkedHashMap<>();

  private static final class Named extends Module {
    final Linear first = new Linear(2, 2);

    @SuppressWarnings("unused") // found by its name
    final Linear second = first;

    final Sequential deep = new Sequential(new ReLU(), new Linear(2, 1));

    @SuppressWarnings("unused") // found by its name
    final Tensor mean = registerBuffer("mean", Torch.zeros(3));
  }

  private static final class NoneMembers extends Module {
    NoneMembers() {
      registerParameter("p", null);
      registerBuffer("b", null);
      registerModule("m", null);
    }
  }

  private static String joined(Map<String, ?> names) {
    return String.join(",", names.keySet());
  }

  private static Sequential plain() {
    return new Sequential(new ReLU(), new Tanh(), new Sigmoid(), new ReLU());
  }

  private static Sequential named() {
    LinkedHashMap<String, Module> modules = new LinkedHashMap<>();
    modules.put("a", new ReLU());
    modules.put("b", new Tanh());
    modules.put("c", new Sigmoid());
    modules.put("d", new ReLU());
    return new Sequential(modules);
  }

  private static Sequential deleted(String slice) {
    Sequential chain = plain();
    chain.remove(slice);
    return chain;
  }

  private static Sequential deleted(int place) {
    Sequential chain = plain();
    chain.remove(place);
    return chain;
  }

  private static ParameterDict ordered() {
    LinkedHashMap<String, Tensor> parameters = new LinkedHashMap<>();
    parameters.put("b", Torch.ones(2, 3));
    parameters.put("a", Torch.tensor(1.0));
    return new ParameterDict(parameters);
  }

  private static ModuleList<Module> listed() {
    return new ModuleList<>(
        List.of(
            new Linear(1, 1),
            new Linear(1, 1),
            new ReLU(),
            new Sequential(new ReLU()),
            new Sequential(new ReLU())));
  }

  private static ModuleDict<Module> dict() {
    LinkedHashMap<String, Module> modules = new LinkedHashMap<>();
    modules.put("x", new ReLU());
    modules.put("y", new ModuleList<Module>(List.of(new ReLU())));
    return new ModuleDict<>(modules);
  }

  private static void addAnswers() {
    ANSWERS.put("named_parameters prefix", () -> joined(new Named().namedParameters("net")));
    ANSWERS.put("named_parameters own", () -> joined(new Named().deep.namedParameters("", false)));
    ANSWERS.put(
        "named_parameters duplicates", () -> joined(new Named().namedParameters("", true, false)));
    ANSWERS.put("named_buffers prefix", () -> joined(new Named().namedBuffers("net")));
    ANSWERS.put("named_modules prefix", () -> joined(new Named().namedModules("net")));
    ANSWERS.put("named_modules duplicates", () -> joined(new Named().namedModules("", false)));
    ANSWERS.put("none members", NoneMembers::new);
    ANSWERS.put("none keys", () -> joined(new NoneMembers().stateDict()));
    ANSWERS.put("slice", () -> named().get("1:3"));
    ANSWERS.put("slice step", () -> plain().get("::-2"));
    ANSWERS.put("slice negative", () -> plain().get("-2:"));
    ANSWERS.put(
        "inserted",
        () ->
            new Sequential(new ReLU(), new Tanh()).insert(1, new Sigmoid()).append(new Identity()));
    ANSWERS.put("deleted", () -> deleted(1));
    ANSWERS.put("deleted slice", () -> deleted("::2"));
    ANSWERS.put("mul", () -> new Sequential(new ReLU(), new Tanh()).mul(2));
    ANSWERS.put("add", () -> new Sequential(new ReLU()).add(new Sequential(new Tanh())));
    ANSWERS.put("module list", ModuleAnswersTest::listed);
    ANSWERS.put("module list empty", () -> new ModuleList<>());
    ANSWERS.put("module dict", ModuleAnswersTest::dict);
    ANSWERS.put(
        "parameter list",
        () ->
            new ParameterList(
                List.of(Torch.ones(2, 3), Torch.ones(Torch.size(4), o -> o.dtype(DType.FLOAT64)))));
    ANSWERS.put("parameter dict", ModuleAnswersTest::ordered);
    ANSWERS.put(
        "parameter dict sorted",
        () -> new ParameterDict(Map.of("b", Torch.ones(1), "a", Torch.ones(2))));
    ANSWERS.put("parameter dict keys", () -> joined(ordered().stateDict()));
    ANSWERS.put(
        "packed",
        () ->
            Rnn.packSequence(
                List.of(Torch.tensor(new double[] {1}), Torch.tensor(new double[] {3, 4})), false));
  }

  private static void addModuleErrors() {
    ERRORS.put("get_submodule missing", () -> new Named().getSubmodule("deep.7"));
    ERRORS.put("get_submodule parameter", () -> new Named().getSubmodule("first.weight"));
    ERRORS.put("get_parameter missing", () -> new Named().getParameter("first.kernel"));
    ERRORS.put("get_parameter buffer", () -> new Named().getParameter("mean"));
    ERRORS.put("get_buffer parameter", () -> new Named().getBuffer("first.weight"));
    ERRORS.put("set_submodule empty", () -> new Named().setSubmodule("", new ReLU()));
    ERRORS.put("set_submodule strict", () -> new Named().setSubmodule("third", new ReLU(), true));
    ERRORS.put("assign plain tensor", () -> new Named().first.setattr("weight", Torch.ones(2, 2)));
    ERRORS.put(
        "both backward hooks",
        () -> {
          Linear layer = new Linear(1, 1);
          layer.registerBackwardHook((m, in, out) -> null);
          layer.registerFullBackwardHook((m, in, out) -> null);
        });
    ERRORS.put("sequential index", () -> plain().get(4));
    ERRORS.put("sequential insert", () -> plain().insert(9, new ReLU()));
    ERRORS.put("module list index", () -> listed().get(5));
    ERRORS.put("module list forward", () -> new ModuleList<>().call(Torch.ones(1)));
    ERRORS.put("module dict key", () -> dict().get("z"));
    ERRORS.put("parameter list index", () -> new ParameterList(List.of(Torch.ones(1))).get(1));
    ERRORS.put("parameter list call", () -> new ParameterList().call(Torch.ones(1)));
    ERRORS.put(
        "functional_call strict",
        () ->
            Stateless.functionalCall(
                new Linear(1, 1),
                Map.of("weight", Torch.ones(1, 1), "x", Torch.ones(1)),
                () -> Torch.ones(1),
                o -> o.strict(true)));
    ERRORS.put(
        "functional_call tied",
        () ->
            Stateless.functionalCall(
                new Named(),
                Map.of("first.weight", Torch.ones(2, 2), "second.weight", Torch.ones(2, 2)),
                Torch.ones(1)));
  }

  private static void addLossErrors() {
    Tensor one = Torch.ones(1);
    Tensor two = Torch.ones(2);
    ERRORS.put("bce sizes", () -> new BCELoss().call(two, one));
    ERRORS.put("bce logits sizes", () -> new BCEWithLogitsLoss().call(two, one));
    ERRORS.put("gaussian negative", () -> new GaussianNLLLoss().call(two, two, two.neg()));
    ERRORS.put(
        "gaussian size",
        () -> new GaussianNLLLoss().call(Torch.ones(2, 3), Torch.ones(2, 3), Torch.ones(3, 2)));
    ERRORS.put(
        "margin ranking sizes", () -> new MarginRankingLoss().call(two, two, Torch.ones(2, 1)));
    ERRORS.put("multi margin p", () -> new MultiMarginLoss(o -> o.p(3)));
    ERRORS.put("multi margin weight", () -> new MultiMarginLoss(o -> o.weight(Torch.ones(1, 1))));
    ERRORS.put("triplet margin", () -> new TripletMarginLoss(o -> o.margin(-1)));
    ERRORS.put("cutoffs", () -> new AdaptiveLogSoftmaxWithLoss(4, 5, List.of()));
    ERRORS.put(
        "adaptive target",
        () ->
            new AdaptiveLogSoftmaxWithLoss(4, 5, List.of(2L))
                .call(Torch.ones(1, 4), Torch.tensor(new long[] {7})));
  }

  private static void addRecurrentErrors() {
    Tensor x = Torch.ones(5, 2, 3);
    ERRORS.put("rnn dropout", () -> new RNN(1, 1, o -> o.dropout(2)));
    ERRORS.put("rnn hidden", () -> new LSTM(1, 0));
    ERRORS.put("rnn layers", () -> new GRU(1, 1, 0));
    ERRORS.put("rnn proj", () -> new LSTM(1, 2, o -> o.projSize(2)));
    ERRORS.put("rnn nonlinearity", () -> new RNN(1, 1, o -> o.nonlinearity("sin")));
    ERRORS.put("rnn dim", () -> new RNN(3, 4).call(Torch.ones(3)));
    ERRORS.put("lstm dim", () -> new LSTM(3, 4).call(Torch.ones(3)));
    ERRORS.put("rnn size", () -> new GRU(3, 4).call(Torch.ones(5, 2, 4)));
    ERRORS.put("rnn state", () -> new GRU(3, 4).call(x, Torch.ones(1, 1, 4)));
    ERRORS.put("rnn state dim", () -> new GRU(3, 4).call(x, Torch.ones(1, 4)));
    ERRORS.put(
        "lstm state", () -> new LSTM(3, 4).call(x, Torch.ones(1, 2, 4), Torch.ones(1, 3, 4)));
    ERRORS.put(
        "lstm state dim",
        () -> new LSTM(3, 4).call(Torch.ones(5, 3), Torch.ones(1, 2, 4), Torch.ones(1, 3, 4)));
    ERRORS.put("rnn dtype", () -> new GRU(3, 4).call(x.toDouble()));
    ERRORS.put("cell dim", () -> new GRUCell(3, 4).call(Torch.ones(1, 2, 3)));
    ERRORS.put(
        "cell state dim",
        () -> new LSTMCell(3, 4).call(Torch.ones(2, 3), Torch.ones(2, 4), Torch.ones(1, 2, 4)));
    ERRORS.put(
        "packed total",
        () ->
            Rnn.padPackedSequence(Rnn.packSequence(List.of(Torch.ones(3))), o -> o.totalLength(2)));
  }

  private static void addAttentionErrors() {
    Tensor x = Torch.ones(3, 4);
    ERRORS.put("attention sizes", () -> new MultiheadAttention(0, 1));
    ERRORS.put("attention heads", () -> new MultiheadAttention(5, 2));
    ERRORS.put(
        "attention causal",
        () -> new MultiheadAttention(4, 2).call(x, x, x, o -> o.isCausal(true)));
    ERRORS.put(
        "attention mask",
        () -> new MultiheadAttention(4, 2).call(x, x, x, o -> o.attnMask(Torch.ones(2, 2))));
    ERRORS.put("attention dim", () -> new MultiheadAttention(4, 2).call(Torch.ones(4), x, x));
    ERRORS.put(
        "transformer activation",
        () -> new TransformerEncoderLayer(4, 2, o -> o.activation("sin")));
    ERRORS.put(
        "transformer batch",
        () -> new Transformer(4, 2, 1, 1, 4).call(Torch.ones(2, 3, 4), Torch.ones(2, 2, 4)));
    ERRORS.put(
        "transformer size",
        () -> new Transformer(4, 2, 1, 1, 4).call(Torch.ones(2, 3, 5), Torch.ones(2, 3, 4)));
  }

  private static void addUtilityErrors() {
    ERRORS.put(
        "non-finite norm",
        () -> {
          Tensor p = Parameter.of(Torch.ones(1));
          p.setGrad(Torch.tensor(new double[] {Double.POSITIVE_INFINITY}));
          ClipGrad.clipGradNorm_(List.of(p), 1, o -> o.errorIfNonfinite(true));
        });
    ERRORS.put(
        "weight norm twice", () -> WeightNorm.weightNorm(WeightNorm.weightNorm(new Linear(1, 1))));
    ERRORS.put("no weight norm", () -> WeightNorm.removeWeightNorm(new Linear(1, 1)));
    ERRORS.put(
        "no parametrization",
        () -> Parametrize.registerParametrization(new Linear(1, 1), "kernel", new Identity()));
    ERRORS.put(
        "parametrization shape",
        () -> Parametrize.registerParametrization(new Linear(2, 1), "weight", new Flatten(0, -1)));
    ERRORS.put("prune amount", () -> Prune.l1Unstructured(new Linear(1, 1), "weight", 1.5));
    ERRORS.put("prune count", () -> Prune.l1Unstructured(new Linear(1, 1), "weight", 2));
    ERRORS.put("prune vector", () -> Prune.lnStructured(new Linear(1, 1), "bias", 1, 2, 0));
    ERRORS.put("not pruned", () -> Prune.remove(new Linear(1, 1), "weight"));
  }

  private static void addWarnings() {
    Tensor one = Torch.ones(1);
    WARNINGS.put("size_average", () -> new L1Loss(o -> o.sizeAverage(false)));
    WARNINGS.put("reduce", () -> new L1Loss(o -> o.reduce(false)));
    WARNINGS.put("kl_div mean", () -> new KLDivLoss().call(one, one));
    WARNINGS.put("l1 sizes", () -> new L1Loss().call(Torch.ones(2), one));
    WARNINGS.put("rnn dropout warning", () -> new RNN(1, 1, o -> o.dropout(0.5)));
  }

  private static String golden(String name) {
    return Golden.of("nn/answers.tsv", name).text("text");
  }

  @Test
  void modulesPrintAndNameAsPythonDoes() {
    addAnswers();
    ANSWERS.forEach((name, answer) -> assertThat(answer.get()).as(name).hasToString(golden(name)));
  }

  @Test
  void errorsBeginWithPythonsText() {
    Warnings.setHandler(warning -> {});
    try {
      addModuleErrors();
      addLossErrors();
      addRecurrentErrors();
      addAttentionErrors();
      addUtilityErrors();
      ERRORS.forEach(
          (name, action) ->
              assertThatThrownBy(action)
                  .as(name)
                  .message()
                  .startsWith(name.equals("module dict key") ? "'z'" : golden(name)));
    } finally {
      Warnings.setHandler(null);
    }
  }

  @Test
  void warningsArePythons() {
    addWarnings();
    List<String> caught = new ArrayList<>();
    Torch.setWarnAlways(true);
    Warnings.setHandler(warning -> caught.add(warning.message()));
    try {
      WARNINGS.forEach(
          (name, action) -> {
            caught.clear();
            action.run();
            assertThat(String.join("\n", caught)).as(name).isEqualTo(golden(name));
          });
    } finally {
      Warnings.setHandler(null);
      Torch.setWarnAlways(false);
    }
  }

  @Test
  void everyGoldenIsAskedFor() {
    modulesPrintAndNameAsPythonDoes();
    errorsBeginWithPythonsText();
    warningsArePythons();
    TreeSet<String> asked = new TreeSet<>(ANSWERS.keySet());
    asked.addAll(ERRORS.keySet());
    asked.addAll(WARNINGS.keySet());
    assertThat(Golden.read("nn/answers.tsv").stream().map(g -> g.text("case")))
        .containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void aParameterIsALeaf() {
    Tensor computed = Parameter.of(Torch.ones(1)).mul(2);
    assertThatThrownBy(() -> new Named().registerParameter("p", computed))
        .hasMessageContaining("torch.nn.Parameter");
  }
}
