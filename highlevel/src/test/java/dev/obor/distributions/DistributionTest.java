package dev.obor.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.autograd.Autograd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  /** An exponential distribution as a program would write it. */
  private static final class Waiting extends ExponentialFamily {
    private final Tensor rate;

    Waiting(Tensor rate) {
      super(rate.size(), Size.of(), null);
      this.rate = rate;
      checkParameters();
    }

    @Override
    public Map<String, Constraint> argConstraints() {
      return Map.of("rate", Constraints.POSITIVE);
    }

    @Override
    public Constraint support() {
      return Constraints.NONNEGATIVE;
    }

    @Override
    public Waiting expand(Size batchShape) {
      return new Waiting(rate.expand(batchShape));
    }

    @Override
    protected Map<String, Tensor> parameters() {
      return Map.of("rate", rate);
    }

    @Override
    protected Tensor[] naturalParams() {
      return new Tensor[] {rate.neg()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... parameters) {
      return parameters[0].neg().log().neg();
    }

    @Override
    protected double meanCarrierMeasure() {
      return 0;
    }

    @Override
    protected Tensor computeRsample(Size sampleShape) {
      return Torch.rand(extendedShape(sampleShape)).log().neg().div(rate);
    }

    @Override
    protected Tensor computeMean() {
      return rate;
    }
  }

  @Test
  void programsAddTheirOwn() {
    Tensor rate = Torch.tensor(new double[] {0.5, 2});
    Waiting waiting = new Waiting(rate);

    assertThat(waiting).hasToString("Waiting(rate: torch.Size([2]))");
    assertThat(waiting.sample(5).size()).isEqualTo(Torch.size(5, 2));
    Tensor expected = new Exponential(rate).entropy();
    assertThat(waiting.entropy().isclose(expected).all().item().booleanValue()).isTrue();
    Tensor same = Kl.klDivergence(waiting, new Waiting(Torch.tensor(new double[] {1, 1})));
    Tensor known = Kl.klDivergence(new Exponential(rate), new Exponential(Torch.ones(2)));
    assertThat(same.isclose(known).all().item().booleanValue()).isTrue();
    assertThatThrownBy(() -> new Waiting(Torch.zeros(1)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(
            "Expected parameter rate (Tensor of shape (1,)) of distribution Waiting");
  }

  @Test
  void resultsBelongToTheCaller() {
    Normal normal = new Normal(Torch.zeros(2), Torch.ones(2));
    normal.mean().close();
    normal.loc().close();
    normal.stddev().close();
    new Waiting(Torch.ones(1)).mean().close();

    assertThat(normal.sample().size()).isEqualTo(Torch.size(2));
    assertThat(normal.mean().toFloatArray()).containsExactly(0, 0);
  }

  @Test
  void parametersMayBeClosedWhenTheyWereBroadcast() {
    Tensor loc = Torch.zeros(2);
    Normal normal = new Normal(loc, 1.0);
    loc.close();

    assertThat(normal.loc().toFloatArray()).containsExactly(0, 0);
  }

  @Test
  void checksCanBeTurnedOff() {
    Tensor outside = Torch.tensor(-1.0);
    Exponential unchecked = new Exponential(1.0, o -> o.validateArgs(false));
    assertThat(unchecked.logProb(outside).item().doubleValue()).isEqualTo(1);
    assertThat(new Bernoulli(o -> o.probs(7).validateArgs(false)).probs().item().doubleValue())
        .isEqualTo(7);
    assertThat(unchecked.expand(2).logProb(outside).toFloatArray()).containsExactly(1, 1);

    Distribution.setDefaultValidateArgs(false);
    try {
      assertThat(new Exponential(-1.0).rate().item().doubleValue()).isEqualTo(-1);
      assertThatThrownBy(() -> new Exponential(-1.0, o -> o.validateArgs(true)))
          .isInstanceOf(ValueException.class);
    } finally {
      Distribution.setDefaultValidateArgs(true);
    }
  }

  @Test
  void gradientsReachTheParametersThroughSamples() {
    Tensor loc = Torch.zeros(3).requiresGrad_();
    Tensor scale = Torch.ones(3).requiresGrad_();
    Normal normal = new Normal(loc, scale);

    assertThat(normal.sample(4).requiresGrad()).isFalse();
    List<Tensor> gradients = Autograd.grad(normal.rsample(4).sum(), loc, scale);

    assertThat(gradients.get(0).toFloatArray()).containsExactly(4, 4, 4);
  }

  @Test
  void samplesComeInManyForms() {
    Normal normal = new Normal(Torch.zeros(3), Torch.ones(3));
    assertThat(normal.sample().size()).isEqualTo(Torch.size(3));
    assertThat(normal.sample(2, 4).size()).isEqualTo(Torch.size(2, 4, 3));
    assertThat(normal.sample(Torch.size(5)).size()).isEqualTo(Torch.size(5, 3));
    assertThat(normal.sampleN(6).size()).isEqualTo(Torch.size(6, 3));
    assertThat(normal.expand(2, 3).sample().size()).isEqualTo(Torch.size(2, 3));
  }

  @Test
  void whatPythonWarnsOfIsWarnedOf() {
    List<String> warnings = new ArrayList<>();
    Warnings.setHandler(warning -> warnings.add(warning.category() + ": " + warning.message()));
    try {
      new Wishart(2.5, Torch.eye(3));
      new Wishart(3.5, Torch.eye(3));
      new Normal(0, 1).sampleN(2);
    } finally {
      Warnings.setHandler(null);
    }
    assertThat(warnings)
        .containsExactly(
            "UserWarning: Low df values detected. Singular samples are highly likely to occur for"
                + " ndim - 1 < df < ndim.",
            "FutureWarning: `sample_n(n)` will be deprecated. Use `sample((n,))` instead.");
  }

  @Test
  void limitsOfTheContinuousBernoulliCanBeSet() {
    ContinuousBernoulli wide =
        new ContinuousBernoulli(o -> o.probs(0.49).lims(0.4, 0.6).validateArgs(true));
    double taylor = wide.mean().item().doubleValue();
    double exact = new ContinuousBernoulli(0.49).mean().item().doubleValue();
    assertThat(taylor)
        .isNotEqualTo(exact)
        .isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-4));
    assertThatThrownBy(() -> new ContinuousBernoulli(o -> o.probs(2).validateArgs(false)))
        .isInstanceOf(ValueException.class)
        .hasMessage("The parameter probs has invalid values");
  }

  @Test
  void theGeneralizedParetoHasASurvivalFunction() {
    GeneralizedPareto pareto = new GeneralizedPareto(0.0, 1.0, 0.5);
    Tensor value = Torch.tensor(new double[] {0.5, 2});
    Tensor sum = pareto.logSurvivalFunction(value).exp().add(pareto.logCdf(value).exp());
    assertThat(sum.isclose(Torch.ones(2)).all().item().booleanValue()).isTrue();
  }

  @Test
  void otherPropertiesArePythons() {
    Categorical categorical = new Categorical(o -> o.logits(Torch.zeros(2, 3)));
    Normal normal = new Normal(Torch.zeros(3), Torch.ones(3));
    assertThat(categorical.paramShape()).isEqualTo(Torch.size(2, 3));
    assertThat(new MixtureSameFamily(new Categorical(Torch.ones(3)), normal))
        .hasToString(
            "MixtureSameFamily(\n  Categorical(probs: torch.Size([3]), logits: torch.Size([3])),\n"
                + "  Normal(loc: torch.Size([3]), scale: torch.Size([3])))");
    assertThat(new Independent(normal, 1))
        .hasToString("Independent(Normal(loc: torch.Size([3]), scale: torch.Size([3])), 1)");
    assertThat(new Multinomial(4, Torch.ones(2)).totalCount()).isEqualTo(4);
    assertThat(new LKJCholesky(3).dim()).isEqualTo(3);
    assertThat(new StudentT(3).scale().item().doubleValue()).isEqualTo(1);
    assertThat(new Bernoulli(Torch.ones(2).to(DType.FLOAT64)).sample().dtype())
        .isEqualTo(DType.FLOAT64);
  }

  @Test
  void threadsShareADistribution() {
    Categorical categorical = new Categorical(o -> o.logits(Torch.randn(4, 5)));
    Tensor values = categorical.sample();
    float[] expected = categorical.logProb(values).toFloatArray();
    List<CompletableFuture<float[]>> found =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try (Scope inner = Torch.scope()) {
                            return categorical.logProb(values).toFloatArray();
                          }
                        }))
            .toList();
    found.forEach(future -> assertThat(future.join()).isEqualTo(expected));
  }
}
