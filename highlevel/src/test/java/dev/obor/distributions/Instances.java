package dev.obor.distributions;

import static java.util.Map.entry;

import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Makes distributions of the arguments in a fixture, as a program would. */
final class Instances {
  private static final Map<String, Function<Arguments, Distribution>> MAKERS =
      Map.ofEntries(
          entry("Normal", Instances::normal),
          entry("Uniform", a -> a.two("low", "high", Uniform::new, Uniform::new)),
          entry("Cauchy", a -> a.two("loc", "scale", Cauchy::new, Cauchy::new)),
          entry("Laplace", a -> a.two("loc", "scale", Laplace::new, Laplace::new)),
          entry("Gumbel", a -> a.two("loc", "scale", Gumbel::new, Gumbel::new)),
          entry("LogNormal", a -> a.two("loc", "scale", LogNormal::new, LogNormal::new)),
          entry(
              "LogisticNormal",
              a -> a.two("loc", "scale", LogisticNormal::new, LogisticNormal::new)),
          entry("Exponential", a -> a.one("rate", Exponential::new, Exponential::new)),
          entry("Poisson", a -> a.one("rate", Poisson::new, Poisson::new)),
          entry("Chi2", a -> a.one("df", Chi2::new, Chi2::new)),
          entry("HalfCauchy", a -> a.one("scale", HalfCauchy::new, HalfCauchy::new)),
          entry("HalfNormal", a -> a.one("scale", HalfNormal::new, HalfNormal::new)),
          entry("Gamma", a -> a.two("concentration", "rate", Gamma::new, Gamma::new)),
          entry(
              "InverseGamma",
              a -> a.two("concentration", "rate", InverseGamma::new, InverseGamma::new)),
          entry("Beta", a -> a.two("concentration1", "concentration0", Beta::new, Beta::new)),
          entry(
              "Kumaraswamy",
              a -> a.two("concentration1", "concentration0", Kumaraswamy::new, Kumaraswamy::new)),
          entry("Dirichlet", a -> new Dirichlet(a.tensor("concentration"))),
          entry(
              "FisherSnedecor", a -> a.two("df1", "df2", FisherSnedecor::new, FisherSnedecor::new)),
          entry("Pareto", a -> a.two("scale", "alpha", Pareto::new, Pareto::new)),
          entry("Weibull", a -> a.two("scale", "concentration", Weibull::new, Weibull::new)),
          entry("VonMises", a -> a.two("loc", "concentration", VonMises::new, VonMises::new)),
          entry("GeneralizedPareto", Instances::generalizedPareto),
          entry("StudentT", Instances::studentT),
          entry("Bernoulli", a -> new Bernoulli(a::odds)),
          entry("Geometric", a -> new Geometric(a::odds)),
          entry("ContinuousBernoulli", a -> new ContinuousBernoulli(a::odds)),
          entry("Binomial", Instances::binomial),
          entry("NegativeBinomial", Instances::negativeBinomial),
          entry("Categorical", a -> new Categorical(a::odds)),
          entry("OneHotCategorical", a -> new OneHotCategorical(a::odds)),
          entry(
              "OneHotCategoricalStraightThrough",
              a -> new OneHotCategoricalStraightThrough(a::odds)),
          entry("Multinomial", a -> new Multinomial((long) a.number("total_count"), a::odds)),
          entry(
              "LogitRelaxedBernoulli",
              a -> new LogitRelaxedBernoulli(a.tensor("temperature"), a::odds)),
          entry("RelaxedBernoulli", a -> new RelaxedBernoulli(a.tensor("temperature"), a::odds)),
          entry(
              "ExpRelaxedCategorical",
              a -> new ExpRelaxedCategorical(a.tensor("temperature"), a::odds)),
          entry(
              "RelaxedOneHotCategorical",
              a -> new RelaxedOneHotCategorical(a.tensor("temperature"), a::odds)),
          entry("MultivariateNormal", a -> new MultivariateNormal(a.tensor("loc"), a::covariance)),
          entry(
              "LowRankMultivariateNormal",
              a ->
                  new LowRankMultivariateNormal(
                      a.tensor("loc"), a.tensor("cov_factor"), a.tensor("cov_diag"))),
          entry("LKJCholesky", Instances::lkjCholesky),
          entry("Wishart", Instances::wishart),
          entry(
              "Independent",
              a ->
                  new Independent(
                      new Normal(a.tensor("loc"), a.tensor("scale")), (int) a.number("dims"))),
          entry("TransformedDistribution", Instances::transformed),
          entry(
              "TransformedVectors",
              a ->
                  new TransformedDistribution(
                      new Normal(a.tensor("loc"), a.tensor("scale")),
                      new StickBreakingTransform())),
          entry(
              "MixtureSameFamily",
              a ->
                  new MixtureSameFamily(
                      new Categorical(a.tensor("weights")),
                      new Normal(a.tensor("loc"), a.tensor("scale")))),
          entry(
              "MixtureOfVectors",
              a ->
                  new MixtureSameFamily(
                      new Categorical(a.tensor("weights")),
                      new Independent(new Normal(a.tensor("loc"), a.tensor("scale")), 1))),
          entry("Copula", Instances::copula));

  private Instances() {}

  /** The distribution of a class with the arguments by Python's names. */
  static Distribution make(String name, Map<String, Object> arguments) {
    Function<Arguments, Distribution> maker = MAKERS.get(name);
    if (maker == null) {
      throw new NoSuchElementException(name);
    }
    return maker.apply(new Arguments(arguments));
  }

  /** The arguments of a constructor. */
  private record Arguments(Map<String, Object> values) {
    boolean has(String name) {
      return values.containsKey(name);
    }

    boolean isTensor(String name) {
      return values.get(name) instanceof Tensor;
    }

    Tensor tensor(String name) {
      return (Tensor) Objects.requireNonNull(values.get(name), name);
    }

    double number(String name) {
      return (double) Objects.requireNonNull(values.get(name), name);
    }

    Distribution one(
        String name,
        Function<Tensor, Distribution> ofTensor,
        DoubleFunction<Distribution> ofNumber) {
      return isTensor(name) ? ofTensor.apply(tensor(name)) : ofNumber.apply(number(name));
    }

    Distribution two(
        String first,
        String second,
        BiFunction<Tensor, Tensor, Distribution> ofTensors,
        OfNumbers ofNumbers) {
      return isTensor(first)
          ? ofTensors.apply(tensor(first), tensor(second))
          : ofNumbers.make(number(first), number(second));
    }

    void odds(ProbabilityOptions o) {
      String name = has("probs") ? "probs" : "logits";
      if (isTensor(name)) {
        give(tensor(name), name.equals("probs") ? o::probs : o::logits);
      } else if (name.equals("probs")) {
        o.probs(number(name));
      } else {
        o.logits(number(name));
      }
    }

    void covariance(CovarianceOptions o) {
      if (has("scale_tril")) {
        o.scaleTril(tensor("scale_tril"));
      } else if (has("covariance_matrix")) {
        o.covarianceMatrix(tensor("covariance_matrix"));
      } else {
        o.precisionMatrix(tensor("precision_matrix"));
      }
    }

    private static void give(Tensor value, Consumer<Tensor> taker) {
      taker.accept(value);
    }
  }

  /** A constructor of two numbers. */
  private interface OfNumbers {
    Distribution make(double first, double second);
  }

  private static Distribution normal(Arguments a) {
    if (a.isTensor("loc")) {
      return a.isTensor("scale")
          ? new Normal(a.tensor("loc"), a.tensor("scale"))
          : new Normal(a.tensor("loc"), a.number("scale"));
    }
    return a.isTensor("scale")
        ? new Normal(a.number("loc"), a.tensor("scale"))
        : new Normal(a.number("loc"), a.number("scale"));
  }

  private static Distribution generalizedPareto(Arguments a) {
    return a.isTensor("loc")
        ? new GeneralizedPareto(a.tensor("loc"), a.tensor("scale"), a.tensor("concentration"))
        : new GeneralizedPareto(a.number("loc"), a.number("scale"), a.number("concentration"));
  }

  private static Distribution studentT(Arguments a) {
    return a.isTensor("df")
        ? new StudentT(a.tensor("df"), a.tensor("loc"), a.tensor("scale"))
        : new StudentT(a.number("df"), a.number("loc"), a.number("scale"));
  }

  private static Distribution binomial(Arguments a) {
    return a.isTensor("total_count")
        ? new Binomial(a.tensor("total_count"), a::odds)
        : new Binomial((long) a.number("total_count"), a::odds);
  }

  private static Distribution negativeBinomial(Arguments a) {
    return a.isTensor("total_count")
        ? new NegativeBinomial(a.tensor("total_count"), a::odds)
        : new NegativeBinomial(a.number("total_count"), a::odds);
  }

  private static Distribution lkjCholesky(Arguments a) {
    long dim = (long) a.number("dim");
    return a.isTensor("concentration")
        ? new LKJCholesky(dim, a.tensor("concentration"))
        : new LKJCholesky(dim, a.number("concentration"));
  }

  private static Distribution wishart(Arguments a) {
    return a.isTensor("df")
        ? new Wishart(a.tensor("df"), a::covariance)
        : new Wishart(a.number("df"), a::covariance);
  }

  private static Distribution transformed(Arguments a) {
    return new TransformedDistribution(
        new Normal(a.tensor("loc"), a.tensor("scale")),
        List.of(new AffineTransform(1.0, -2.0), new ExpTransform(), new SigmoidTransform()));
  }

  private static Distribution copula(Arguments a) {
    Tensor factor = a.tensor("factor");
    Tensor zeros = Torch.zeros(Torch.size(2), o -> o.dtype(factor.dtype()));
    return new TransformedDistribution(
        new MultivariateNormal(zeros, o -> o.scaleTril(factor)),
        new CumulativeDistributionTransform(new Normal(0, 1)));
  }
}
