package dev.obor.distributions;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionErrorsTest {
  private static final Map<String, Supplier<Object>> ACTIONS =
      Map.ofEntries(
          entry("negative scale", () -> new Normal(zeros(2), floats(1, -1))),
          entry("negative number", () -> new Normal(0.0, -1.0)),
          entry("scale that is not a number", () -> new Normal(0.0, Double.NaN)),
          entry("low above high", () -> new Uniform(1.0, 0.0)),
          entry("probability above 1", () -> new Bernoulli(1.5)),
          entry("probs and logits", () -> new Bernoulli(o -> o.probs(0.5).logits(0.5))),
          entry("neither probs nor logits", () -> new Categorical(o -> {})),
          entry("number for a categorical", () -> new Categorical(Torch.tensor(0.5))),
          entry("number of logits", () -> new Categorical(o -> o.logits(0.5))),
          entry("negative probability", () -> new Categorical(floats(-0.5, 0.5))),
          entry("geometric probability 0", () -> new Geometric(floats(0, 0.5))),
          entry("negative count", () -> new Binomial(-1, floats(0.5))),
          entry("concentration without dimension", () -> new Dirichlet(Torch.tensor(1.0))),
          entry("negative concentration", () -> new Beta(-1.0, 1.0)),
          entry("negative df", () -> new Chi2(-1.0)),
          entry("negative scale of a half normal", () -> new HalfNormal(-1.0)),
          entry(
              "not positive definite", () -> new MultivariateNormal(zeros(2), Torch.eye(2).neg())),
          entry(
              "two covariances",
              () ->
                  new MultivariateNormal(
                      zeros(2), o -> o.covarianceMatrix(Torch.eye(2)).scaleTril(Torch.eye(2)))),
          entry(
              "loc without dimension",
              () -> new MultivariateNormal(Torch.tensor(0.0), Torch.eye(2))),
          entry(
              "covariance without dimension",
              () -> new MultivariateNormal(zeros(2), Torch.ones(2))),
          entry(
              "scale without dimension",
              () -> new MultivariateNormal(zeros(2), o -> o.scaleTril(Torch.ones(2)))),
          entry(
              "low rank factor",
              () -> new LowRankMultivariateNormal(zeros(2), Torch.ones(3, 1), Torch.ones(2))),
          entry(
              "low rank diagonal",
              () -> new LowRankMultivariateNormal(zeros(2), Torch.ones(2, 1), Torch.ones(3))),
          entry("dim 1", () -> new LKJCholesky(1)),
          entry("df of a wishart", () -> new Wishart(1.0, Torch.eye(3))),
          entry("reinterpreted dimensions", () -> new Independent(normal(), 2)),
          entry(
              "base of few dimensions",
              () ->
                  new TransformedDistribution(new Normal(0.0, 1.0), new StickBreakingTransform())),
          entry(
              "components of a mixture",
              () -> new MixtureSameFamily(new Categorical(Torch.ones(3)), normal())),
          entry(
              "batch of a mixture",
              () ->
                  new MixtureSameFamily(
                      new Categorical(Torch.ones(3, 2)),
                      new Normal(Torch.zeros(2, 2), Torch.ones(2, 2)))),
          entry("value outside", () -> new Exponential(floats(1, 2)).logProb(floats(1, -1))),
          entry("value outside of a number", () -> new Bernoulli(0.5).logProb(Torch.tensor(0.5))),
          entry(
              "value outside of an interval",
              () -> new Uniform(0.0, 1.0).logProb(Torch.tensor(2.0))),
          entry("value of another shape", () -> normal().logProb(zeros(3))),
          entry(
              "value of another event shape",
              () -> new MultivariateNormal(zeros(2), Torch.eye(2)).logProb(zeros(3))),
          entry("cdf outside", () -> new Gamma(1.0, 1.0).cdf(Torch.tensor(-1.0))),
          entry("mode of a multinomial", () -> new Multinomial(3, Torch.ones(2)).mode()),
          entry(
              "mode of a mixture",
              () -> new MixtureSameFamily(new Categorical(Torch.ones(2)), normal()).mode()),
          entry(
              "entropy of different counts",
              () -> new Binomial(floats(1, 2), floats(0.5, 0.5)).entropy()),
          entry(
              "enumeration of different counts",
              () -> new Binomial(floats(1, 2), floats(0.5, 0.5)).enumerateSupport()),
          entry(
              "enumeration of an independent",
              () -> new Independent(new Bernoulli(Torch.ones(2)), 1).enumerateSupport()),
          entry("no divergence", () -> Kl.klDivergence(new Normal(0.0, 1.0), new Poisson(1.0))),
          entry(
              "binomials of different counts",
              () -> Kl.klDivergence(new Binomial(1, floats(0.5)), new Binomial(2, floats(0.5)))),
          entry("families", () -> Kl.klDivergence(new Poisson(1.0), new Exponential(1.0))),
          entry(
              "different sizes",
              () ->
                  Kl.klDivergence(
                      new MultivariateNormal(zeros(2), Torch.eye(2)),
                      new MultivariateNormal(zeros(3), Torch.eye(3)))),
          entry("cache size", () -> new ExpTransform(2)),
          entry("shapes to reshape", () -> new ReshapeTransform(Torch.size(2), Torch.size(3))),
          entry(
              "shape that does not fit",
              () ->
                  new ReshapeTransform(Torch.size(2), Torch.size(2, 1))
                      .forwardShape(Torch.size(3))),
          entry(
              "shape without dimension",
              () -> new StickBreakingTransform().forwardShape(Size.of())),
          entry("triangle", () -> new CorrCholeskyTransform().forwardShape(Torch.size(4))),
          entry("triangle of a vector", () -> new CorrCholeskyTransform().call(zeros(5))),
          entry("not square", () -> new CorrCholeskyTransform().inverseShape(Torch.size(4, 3))),
          entry(
              "few dimensions",
              () -> new IndependentTransform(new ExpTransform(), 2).call(zeros(2))),
          entry(
              "event dims", () -> new ReshapeTransform(Torch.size(2), Torch.size(2, 1)).eventDim()),
          entry("no transform", () -> Transforms.bijectTo(Constraints.SQUARE)),
          entry("no bijection", () -> Transforms.bijectTo(Constraints.POSITIVE_DEFINITE)),
          entry("dependent", () -> Constraints.DEPENDENT.check(zeros(1))),
          entry("dependent event dim", () -> Constraints.DEPENDENT.eventDim()),
          entry("dependent discreteness", () -> Constraints.DEPENDENT.isDiscrete()));

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> errors() {
    return Golden.read("distributions/errors.tsv");
  }

  private static Tensor zeros(long size) {
    return Torch.zeros(size);
  }

  private static Tensor floats(double... values) {
    return Torch.tensor(values);
  }

  private static Normal normal() {
    return new Normal(zeros(2), Torch.ones(2));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void textsArePythons(Golden golden) {
    Supplier<Object> action = Objects.requireNonNull(ACTIONS.get(golden.text("case")));
    Goldens.check(golden.text("case"), golden.text("error"), action);
  }

  @Test
  void everyErrorIsInTheFixture() {
    assertThat(errors().stream().map(golden -> golden.text("case")).collect(Collectors.toSet()))
        .isEqualTo(ACTIONS.keySet());
  }

  @Test
  void aRefusedValueLeavesNothing() {
    Exponential exponential = new Exponential(floats(1, 2));
    Tensor value = floats(1, -1);
    LeakCheck.closesTemporaries(
        0,
        () -> {
          try {
            return exponential.logProb(value);
          } catch (dev.obor.ValueException e) {
            return e;
          }
        });
  }
}
