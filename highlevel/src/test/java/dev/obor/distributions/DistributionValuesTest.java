package dev.obor.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionValuesTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> instances() {
    return Golden.read("distributions/values.tsv");
  }

  private static Distribution made(Golden golden) {
    return Instances.make(golden.text("class"), Goldens.arguments(golden.text("arguments")));
  }

  /** Compares a result, which must be all that the computation leaves. */
  private static void check(Golden golden, String field, Supplier<Tensor> action) {
    if (golden.fields().containsKey(field)) {
      boolean fails = golden.text(field).startsWith("!");
      Goldens.check(
          golden.text("case") + ": " + field,
          golden.text(field),
          fails ? action : () -> LeakCheck.closesTemporaries(1, action));
    }
  }

  private static Supplier<Tensor> seeded(long seed, Supplier<Tensor> action) {
    return () -> {
      Torch.manualSeed(seed);
      return action.get();
    };
  }

  @ParameterizedTest
  @MethodSource("instances")
  void whatItIsIsAsInPython(Golden golden) {
    Distribution d = made(golden);

    assertThat(d.toString()).isEqualTo(golden.text("text"));
    assertThat(d.batchShape()).isEqualTo(Goldens.size(golden.text("batch")));
    assertThat(d.eventShape()).isEqualTo(Goldens.size(golden.text("event")));
    assertThat(d.hasRsample()).isEqualTo(golden.flag("has rsample"));
    assertThat(d.hasEnumerateSupport()).isEqualTo(golden.flag("has enumerate"));
    assertThat(d.support()).hasToString(golden.text("support"));
    assertThat(String.join(";", d.argConstraints().keySet())).isEqualTo(golden.text("constraints"));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void momentsArePythons(Golden golden) {
    Distribution d = made(golden);

    check(golden, "mean", d::mean);
    check(golden, "mode", d::mode);
    check(golden, "variance", d::variance);
    check(golden, "stddev", d::stddev);
    check(golden, "entropy", d::entropy);
    check(golden, "perplexity", d::perplexity);
  }

  @ParameterizedTest
  @MethodSource("instances")
  void samplesAfterASeedArePythons(Golden golden) {
    Distribution d = made(golden);

    check(golden, "samples", seeded(11, () -> d.sample(2)));
    check(golden, "sample", seeded(12, d::sample));
    check(golden, "rsample", seeded(13, () -> d.rsample(2)));
    check(golden, "enumerated", d::enumerateSupport);
    check(golden, "enumerated apart", () -> d.enumerateSupport(false));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void densitiesArePythons(Golden golden) {
    Distribution d = made(golden);
    Tensor values = Goldens.tensor(golden.text("samples"));
    Tensor probabilities = Goldens.tensor(golden.text("probabilities"));

    check(golden, "log_prob", () -> d.logProb(values));
    check(golden, "cdf", () -> d.cdf(values));
    check(golden, "icdf", () -> d.icdf(probabilities));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void theExpandedOneIsPythons(Golden golden) {
    Distribution d = made(golden);
    long[] batch = Sizes.concat(Torch.size(2), d.batchShape()).toArray();
    Tensor values = Goldens.tensor(golden.text("samples"));

    Distribution expanded = d.expand(batch);

    assertThat(expanded.toString()).isEqualTo(golden.text("expanded"));
    assertThat(expanded.getClass()).isEqualTo(d.getClass());
    check(golden, "expanded sample", seeded(14, () -> expanded.sample(2)));
    check(golden, "expanded log_prob", () -> expanded.logProb(values));
    check(golden, "expanded mean", expanded::mean);
    check(golden, "expanded entropy", expanded::entropy);
  }

  @ParameterizedTest
  @MethodSource("instances")
  void gradientsArePythons(Golden golden) {
    Tensor values = Goldens.tensor(golden.text("samples"));

    checkGradients(golden, "log_prob gradients", d -> d.logProb(values));
    checkGradients(
        golden,
        "rsample gradients",
        d -> {
          Torch.manualSeed(13);
          return d.rsample(2);
        });
    checkGradients(golden, "entropy gradients", Distribution::entropy);
    checkGradients(golden, "mean gradients", Distribution::mean);
    checkGradients(golden, "variance gradients", Distribution::variance);
  }

  private static void checkGradients(
      Golden golden, String field, Function<Distribution, Tensor> function) {
    String expected = golden.fields().getOrDefault(field, "!");
    if (expected.startsWith("!")) {
      return; // what cannot be computed is tested with the values
    }
    Map<String, Object> arguments = Goldens.arguments(golden.text("arguments"));
    List<Tensor> leaves = Goldens.leaves(arguments);
    Tensor result = function.apply(Instances.make(golden.text("class"), arguments));
    Goldens.checkGradients(golden.text("case") + ": " + field, expected, result, leaves);
  }

  @ParameterizedTest
  @MethodSource("instances")
  void derivedParametersArePythons(Golden golden) {
    Distribution d = made(golden);

    if (d instanceof MultivariateNormal m) {
      check(golden, "covariance_matrix", m::covarianceMatrix);
      check(golden, "precision_matrix", m::precisionMatrix);
      check(golden, "scale_tril", m::scaleTril);
    } else if (d instanceof LowRankMultivariateNormal m) {
      check(golden, "covariance_matrix", m::covarianceMatrix);
      check(golden, "precision_matrix", m::precisionMatrix);
      check(golden, "scale_tril", m::scaleTril);
    } else if (d instanceof Wishart w) {
      check(golden, "covariance_matrix", w::covarianceMatrix);
      check(golden, "precision_matrix", w::precisionMatrix);
      check(golden, "scale_tril", w::scaleTril);
    } else if (d instanceof Categorical c) {
      check(golden, "probs", c::probs);
      check(golden, "logits", c::logits);
    } else if (d instanceof Bernoulli b) {
      check(golden, "probs", b::probs);
      check(golden, "logits", b::logits);
    } else if (d instanceof RelaxedOneHotCategorical r) {
      check(golden, "probs", r::probs);
      check(golden, "logits", r::logits);
    }
    assertThat(golden.text("class")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("instances")
  void closingTheDistributionsScopeLeavesNothing(Golden golden) {
    Map<String, Object> arguments = Goldens.arguments(golden.text("arguments"));
    LeakCheck.closesTemporaries(
        1, () -> Torch.scoped(() -> Instances.make(golden.text("class"), arguments).sample()));
  }
}
