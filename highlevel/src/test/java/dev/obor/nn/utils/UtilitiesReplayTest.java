package dev.obor.nn.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.nn.BatchNorm1d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.BatchNormNd;
import dev.obor.nn.Conv2d;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.LSTM;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.nn.utils.parametrize.Parametrize;
import dev.obor.nn.utils.parametrize.RightInverse;
import dev.obor.nn.utils.prune.L1Unstructured;
import dev.obor.nn.utils.prune.Prune;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code utils_goldens.py}, in their order. */
@InScope
@LeftToCollector
class UtilitiesReplayTest {
  private static final Map<String, Supplier<Result>> CASES = new LinkedHashMap<>();

  record Result(Module module, List<@Nullable Tensor> tensors) {}

  @BeforeAll
  static void hideWarnings() {
    Warnings.setHandler(warning -> {});
  }

  @AfterAll
  static void showWarnings() {
    Warnings.setHandler(null);
  }

  static {
    addNormalisations();
    addParametrizations();
    addPrunings();
    addFusions();
    addGradients();
  }

  private static Tensor tensor(Module module, String name) {
    return (Tensor) Objects.requireNonNull(module.getattr(name), name);
  }

  private static Result graded(Module module, Tensor input, Tensor... first) {
    Tensor x = input.requiresGrad_();
    List<@Nullable Tensor> tensors = new ArrayList<>(Arrays.asList(first));
    Tensor y = module.call(x);
    y.mul(y).sum().backward();
    tensors.add(y);
    tensors.add(x.grad());
    for (Tensor parameter : module.parameters()) {
      tensors.add(parameter.grad());
    }
    return new Result(module, tensors);
  }

  private static Supplier<Result> linear(UnaryOperator<Linear> wrap) {
    return linear(wrap, 3, 4);
  }

  private static Supplier<Result> linear(UnaryOperator<Linear> wrap, long in, long out) {
    return () -> graded(wrap.apply(new Linear(in, out)), Torch.randn(2, in));
  }

  private static Supplier<Result> convolution(UnaryOperator<Conv2d> wrap) {
    return () -> graded(wrap.apply(new Conv2d(2, 3, 2)), Torch.randn(1, 2, 3, 3));
  }

  private static Supplier<Result> removed(UnaryOperator<Linear> wrap, Consumer<Linear> remove) {
    return () -> {
      Linear module = wrap.apply(new Linear(3, 4));
      module.call(Torch.randn(2, 3));
      remove.accept(module);
      return new Result(module, List.of(tensor(module, "bias"), module.weight));
    };
  }

  private static void addNormalisations() {
    CASES.put("weight_norm", linear(WeightNorm::weightNorm));
    CASES.put("weight_norm dim None", linear(m -> WeightNorm.weightNorm(m, "weight", -1)));
    CASES.put(
        "weight_norm lstm",
        () -> {
          LSTM lstm = WeightNorm.weightNorm(new LSTM(2, 3), "weight_hh_l0");
          Tensor output = lstm.call(Torch.randn(4, 1, 2)).output();
          return new Result(
              lstm,
              List.of(
                  output,
                  lstm.getParameter("weight_hh_l0_g"),
                  lstm.getParameter("weight_hh_l0_v")));
        });
    CASES.put("remove_weight_norm", removed(WeightNorm::weightNorm, WeightNorm::removeWeightNorm));
    CASES.put("spectral_norm", linear(SpectralNorm::spectralNorm));
    CASES.put(
        "spectral_norm conv",
        convolution(m -> SpectralNorm.spectralNorm(m, "weight", o -> o.nPowerIterations(3))));
    CASES.put(
        "remove_spectral_norm",
        removed(SpectralNorm::spectralNorm, SpectralNorm::removeSpectralNorm));
  }

  /** A matrix of which only the upper half counts. */
  private static final class Symmetric extends Module {
    @Override
    public Tensor forward(Tensor x) {
      return x.triu().add(x.triu(1).transpose(-1, -2));
    }
  }

  /** A parametrization that can be assigned to. */
  private static final class Doubled extends Module implements RightInverse {
    @Override
    public Tensor forward(Tensor x) {
      return x.mul(2);
    }

    @Override
    public Object rightInverse(Tensor value) {
      return value.div(2);
    }
  }

  private static void addParametrizations() {
    CASES.put("parametrizations.weight_norm", linear(Parametrizations::weightNorm));
    CASES.put("parametrizations.spectral_norm", linear(Parametrizations::spectralNorm));
    CASES.put("parametrizations.spectral_norm conv", convolution(Parametrizations::spectralNorm));
    CASES.put("parametrizations.orthogonal", linear(Parametrizations::orthogonal));
    CASES.put("parametrizations.orthogonal square", linear(Parametrizations::orthogonal, 3, 3));
    CASES.put("parametrizations.orthogonal wide", linear(Parametrizations::orthogonal, 4, 3));
    CASES.put(
        "parametrizations.orthogonal cayley",
        linear(m -> Parametrizations.orthogonal(m, "weight", o -> o.orthogonalMap("cayley"))));
    CASES.put(
        "parametrizations.orthogonal direct",
        linear(m -> Parametrizations.orthogonal(m, "weight", o -> o.useTrivialization(false))));
    CASES.put(
        "remove_parametrizations",
        removed(
            Parametrizations::weightNorm, m -> Parametrize.removeParametrizations(m, "weight")));
    CASES.put(
        "symmetric",
        () -> {
          Linear module = new Linear(3, 3);
          Parametrize.registerParametrization(module, "weight", new Symmetric());
          Parametrize.registerParametrization(module, "weight", new Doubled());
          Parametrize.registerParametrization(module, "bias", new Doubled());
          Parametrize.assign(module, "bias", Torch.arange(3).toFloat());
          Tensor weight = Parametrize.compute(module, "weight");
          Tensor bias = Parametrize.compute(module, "bias");
          return graded(module, Torch.randn(2, 3), weight, bias);
        });
  }

  @SafeVarargs
  private static Supplier<Result> pruned(Consumer<Linear>... steps) {
    return () -> {
      Linear module = new Linear(6, 5);
      for (Consumer<Linear> step : steps) {
        step.accept(module);
      }
      Tensor weight = tensor(module, "weight").clone();
      return graded(module, Torch.randn(2, 6), module.getBuffer("weight_mask"), weight);
    };
  }

  private static void addPrunings() {
    CASES.put("prune identity", pruned(m -> Prune.identity(m, "weight")));
    CASES.put("prune random_unstructured", pruned(m -> Prune.randomUnstructured(m, "weight", 0.3)));
    CASES.put("prune l1_unstructured", pruned(m -> Prune.l1Unstructured(m, "weight", 11)));
    CASES.put("prune random_structured", pruned(m -> Prune.randomStructured(m, "weight", 2, 0)));
    CASES.put("prune ln_structured", pruned(m -> Prune.lnStructured(m, "weight", 0.5, 2, 1)));
    CASES.put(
        "prune custom_from_mask",
        pruned(
            m ->
                Prune.customFromMask(
                    m, "weight", Torch.arange(30).reshape(5, 6).remainder(3).gt(0).toFloat())));
    CASES.put(
        "prune twice",
        pruned(
            m -> Prune.l1Unstructured(m, "weight", 0.3),
            m -> Prune.l1Unstructured(m, "weight", 0.5)));
    CASES.put(
        "prune channels twice",
        pruned(
            m -> Prune.lnStructured(m, "weight", 2, 1, 0),
            m -> Prune.lnStructured(m, "weight", 1, 2, 0)));
    CASES.put(
        "prune both ways",
        pruned(
            m -> Prune.lnStructured(m, "weight", 2, 2, -1),
            m -> Prune.randomUnstructured(m, "weight", 4)));
    CASES.put(
        "prune global",
        () -> {
          Sequential model = new Sequential(new Linear(4, 3), new Linear(3, 4));
          Prune.globalUnstructured(
              List.of(
                  new Prune.Pruned(model.get(0), "weight"),
                  new Prune.Pruned(model.get(1), "weight")),
              new L1Unstructured(0.4));
          return new Result(model, List.of(tensor(model, "0.weight"), tensor(model, "1.weight")));
        });
    CASES.put(
        "prune remove",
        () -> {
          Linear module = new Linear(6, 5);
          Prune.l1Unstructured(module, "weight", 7);
          Prune.remove(module, "weight");
          return new Result(module, List.of(module.weight));
        });
  }

  private static <B extends BatchNormNd> B normalisation(B bn, long... shape) {
    for (int i = 0; i < 3; i++) {
      bn.call(Torch.randn(shape));
    }
    Init.uniform_(tensor(bn, "weight"));
    Init.uniform_(tensor(bn, "bias"));
    bn.eval();
    return bn;
  }

  private static Supplier<Result> fused(boolean bias) {
    return () -> {
      Conv2d conv = new Conv2d(2, 3, 2, o -> o.bias(bias));
      conv.eval();
      BatchNorm2d bn = normalisation(new BatchNorm2d(3), 4, 3, 2, 2);
      Conv2d fused = Fusion.fuseConvBnEval(conv, bn);
      return new Result(
          fused,
          List.of(
              tensor(fused, "weight"), tensor(fused, "bias"), fused.call(Torch.randn(1, 2, 3, 3))));
    };
  }

  private static void addFusions() {
    CASES.put("fuse_conv_bn_eval", fused(true));
    CASES.put("fuse_conv_bn_eval without bias", fused(false));
    CASES.put(
        "fuse_conv_bn_eval transpose",
        () -> {
          ConvTranspose2d conv = new ConvTranspose2d(2, 3, 2);
          conv.eval();
          BatchNorm2d bn = normalisation(new BatchNorm2d(3), 4, 3, 2, 2);
          ConvTranspose2d fused = Fusion.fuseConvBnEval(conv, bn, true);
          return new Result(fused, List.of(tensor(fused, "weight"), tensor(fused, "bias")));
        });
    CASES.put(
        "fuse_linear_bn_eval",
        () -> {
          Linear layer = new Linear(2, 3);
          layer.eval();
          BatchNorm1d bn = normalisation(new BatchNorm1d(3), 4, 3);
          Linear fused = Fusion.fuseLinearBnEval(layer, bn);
          return new Result(fused, List.of(tensor(fused, "weight"), tensor(fused, "bias")));
        });
  }

  private static Supplier<Result> clipped(Function<Module, @Nullable Tensor> clip) {
    return () -> {
      Sequential model = new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 2));
      model.call(Torch.randn(5, 3)).pow(2).sum().backward();
      List<@Nullable Tensor> tensors = new ArrayList<>();
      Tensor result = clip.apply(model);
      if (result != null) {
        tensors.add(result);
      }
      model.parameters().forEach(p -> tensors.add(p.grad()));
      return new Result(model, tensors);
    };
  }

  private static void addGradients() {
    CASES.put("clip_grad_norm_", clipped(m -> ClipGrad.clipGradNorm_(m.parameters(), 0.5)));
    CASES.put(
        "clip_grad_norm_ inf",
        clipped(
            m ->
                ClipGrad.clipGradNorm_(
                    m.parameters(),
                    0.1,
                    o -> o.normType(Double.POSITIVE_INFINITY).foreach(false))));
    CASES.put(
        "clip_grad_norm_ large", clipped(m -> ClipGrad.clipGradNorm_(m.parameters(), 1e6, 1)));
    CASES.put(
        "clip_grad_value_",
        clipped(
            m -> {
              ClipGrad.clipGradValue_(m.parameters(), 0.05);
              return null;
            }));
    CASES.put(
        "clip_grads_with_norm_",
        clipped(
            m -> {
              ClipGrad.clipGradsWithNorm_(m.parameters(), 0.5, Torch.tensor(2.0));
              return null;
            }));
    CASES.put(
        "get_total_norm", clipped(m -> ClipGrad.getTotalNorm(m.parameters(), o -> o.normType(3))));
    CASES.put(
        "parameters_to_vector",
        () -> {
          Linear model = new Linear(3, 2);
          Tensor flat = ConvertParameters.parametersToVector(model.parameters());
          ConvertParameters.vectorToParameters(flat.detach().mul(2), model.parameters());
          return new Result(model, List.of(flat, model.weight, tensor(model, "bias")));
        });
  }

  static List<Golden> cases() {
    return Golden.read("nn/utils.tsv");
  }

  @Test
  void everyGoldenHasItsCase() {
    assertThat(cases().stream().map(golden -> golden.text("case")))
        .containsExactlyElementsOf(CASES.keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesWhatPythonGives(Golden golden) {
    String name = golden.text("case");
    Torch.manualSeed(List.copyOf(CASES.keySet()).indexOf(name));

    Result result = Objects.requireNonNull(CASES.get(name)).get();

    assertThat(result.module).hasToString(golden.text("text"));
    // What is a field again stands where the field does; Python puts it behind the others.
    List<String> keys = List.copyOf(result.module.stateDict().keySet());
    if (name.contains("remove")) {
      assertThat(keys).containsExactlyInAnyOrderElementsOf(golden.names("keys"));
    } else {
      assertThat(keys).isEqualTo(golden.names("keys"));
    }
    for (int i = 0; i < result.tensors.size(); i++) {
      double[] expected = golden.numbers("tensor " + i);
      double[] actual = Objects.requireNonNull(result.tensors.get(i)).detach().toDoubleArray();
      assertThat(actual).as("tensor " + i).hasSameSizeAs(expected);
      for (int j = 0; j < actual.length; j++) {
        assertThat(actual[j])
            .as("tensor " + i + " at " + j)
            .isCloseTo(expected[j], within(3e-5 * Math.max(1, Math.abs(expected[j]))));
      }
    }
    assertThat(golden.fields()).doesNotContainKey("tensor " + result.tensors.size());
  }

  @Test
  void cachedWeightsAreComputedOnce() {
    Linear layer = new Linear(2, 2);
    Parametrize.registerParametrization(layer, "weight", new Symmetric());
    Tensor x = Torch.ones(1, 2);
    try (Parametrize.Cache cache = Parametrize.cached()) {
      layer.call(x);
      Tensor first = layer.weight;
      layer.call(x);
      assertThat(layer.weight).isSameAs(first);
    }
    Tensor before = layer.weight;
    layer.call(x);
    assertThat(layer.weight).isNotSameAs(before);
    assertThat(before.isClosed()).isTrue();
  }

  @Test
  void parametrizationsAreTransferred() {
    Linear from = Parametrizations.orthogonal(new Linear(3, 3));
    Linear to = new Linear(3, 3);

    Parametrize.transferParametrizationsAndParams(from, to);

    assertThat(Parametrize.isParametrized(to, "weight")).isTrue();
    assertThat(to.weight.allclose(Parametrize.compute(from, "weight"))).isTrue();
    assertThat(Parametrize.typeBeforeParametrizations(to)).isEqualTo(Linear.class);
  }

  @Test
  void copiesOfPrunedAndNormalisedModulesGoTheirOwnWay() {
    Linear layer = WeightNorm.weightNorm(new Linear(2, 2));
    Linear copy = (Linear) layer.copy();
    Tensor x = Torch.ones(1, 2);
    Tensor expected = layer.call(x).detach();

    Init.zeros_(layer.getParameter("weight_g"));
    Tensor changed = layer.call(x);

    assertThat(copy.call(x).allclose(expected)).isTrue();
    assertThat(changed.allclose(expected)).isFalse();
    assertThat(Prune.isPruned(Prune.identity(new Linear(1, 1), "bias"))).isTrue();
  }

  @Test
  void skippedInitialValuesCostNoRandomNumbers() {
    Torch.manualSeed(1);
    Tensor expected = Torch.rand(1);
    Torch.manualSeed(1);
    Linear layer = SkipInit.skipInit(meta -> new Linear(20, 30, o -> o.device(meta)));

    assertThat(layer.weight.device()).hasToString("cpu");
    assertThat(layer.weight.shape().toArray()).containsExactly(30, 20);
    assertThat(layer.parameters()).allMatch(Tensor::isParameter);
    assertThat(Torch.rand(1).equal(expected)).isTrue();
  }

  @Test
  void functionalCallsLeaveTheModuleAsItWas() {
    Linear layer = new Linear(2, 1);
    Tensor weight = layer.weight;
    Tensor w = Torch.tensor(new double[][] {{3, 4}}, o -> o.requiresGrad(true));

    Tensor y = Stateless.functionalCall(layer, Map.of("weight", w), Torch.ones(1, 2));
    y.sum().backward();

    assertThat(layer.weight).isSameAs(weight);
    assertThat(weight.grad()).isNull();
    assertThat(Objects.requireNonNull(w.grad()).toDoubleArray()).containsExactly(1, 1);
  }

  @Test
  void functionsWithKeywordsCanBeCalledFromOtherPackages() {
    Tensor x = Torch.ones(1, 4);

    assertThat(F.normalize(x, o -> o.p(1)).toDoubleArray()).containsOnly(0.25);
    assertThat(F.avgPool1d(x, 2, o -> o.stride(2)).shape().toArray()).containsExactly(1, 2);
  }
}
