package dev.obor.distributions;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The continuous Bernoulli distribution: Python's {@code torch.distributions.ContinuousBernoulli}.
 *
 * <p>{@code p(x) = C p^x (1 - p)^(1 - x)} with a normalizing factor C of p; for p near 1/2 a Taylor
 * expansion takes its place.
 *
 * <p>Support: numbers from 0 to 1.
 *
 * <pre>{@code
 * ContinuousBernoulli d = new ContinuousBernoulli(0.3);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class ContinuousBernoulli extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.UNIT_INTERVAL, "logits", Constraints.REAL);

  private final Odds odds;
  private final double low;
  private final double high;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ProbabilityOptions {
    private double low = 0.499;
    private double high = 0.501;

    Options() {}

    @Override
    public Options probs(Tensor value) {
      super.probs(value);
      return this;
    }

    @Override
    public Options probs(double value) {
      super.probs(value);
      return this;
    }

    @Override
    public Options logits(Tensor value) {
      super.logits(value);
      return this;
    }

    @Override
    public Options logits(double value) {
      super.logits(value);
      return this;
    }

    @Override
    public Options validateArgs(boolean value) {
      super.validateArgs(value);
      return this;
    }

    /** Sets between which probabilities the Taylor expansion is used; default 0.499, 0.501. */
    public Options lims(double low, double high) {
      this.low = low;
      this.high = high;
      return this;
    }
  }

  /** Makes the distribution of probabilities, one for each element of the batch. */
  public ContinuousBernoulli(Tensor probs) {
    this(o -> o.probs(probs));
  }

  /** Makes one distribution of a probability of the default dtype. */
  public ContinuousBernoulli(double probs) {
    this(o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).lims(0.48, 0.52)}. */
  public ContinuousBernoulli(Consumer<? super Options> options) {
    this(read(options));
  }

  private ContinuousBernoulli(Options o) {
    this(clamped(o), o.low, o.high, o.validates());
    checkParameters();
  }

  private ContinuousBernoulli(Odds odds, double low, double high, @Nullable Boolean validateArgs) {
    super(odds.given().size(), Sizes.NONE, validateArgs);
    this.odds = odds;
    this.low = low;
    this.high = high;
  }

  private static Options read(Consumer<? super Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private static Odds clamped(Options o) {
    Odds odds = o.odds(Odds.Kind.CLAMPED);
    if (!odds.isProbs()) {
      return odds;
    }
    try (Scope scope = Torch.scope()) {
      boolean checks = o.validates() != null;
      if (checks && !allTrue(Constraints.UNIT_INTERVAL.check(odds.given()))) {
        throw new ValueException("The parameter probs has invalid values");
      }
      return new Odds(scope.keep(Probabilities.clamped(odds.given())), true, Odds.Kind.CLAMPED);
    }
  }

  /** Where no Taylor expansion is needed. */
  private Tensor stable() {
    Tensor probs = odds.probs();
    return probs.le(low).logicalOr(probs.gt(high));
  }

  private Tensor cutProbs() {
    Tensor probs = odds.probs();
    return Torch.where(stable(), probs, Torch.onesLike(probs).mul(low));
  }

  /** The logarithm of the normalizing factor. */
  final Tensor logNorm() {
    Tensor cut = cutProbs();
    Tensor half = cut.le(0.5);
    Tensor below = Torch.where(half, cut, Torch.zerosLike(cut));
    Tensor above = Torch.where(cut.ge(0.5), cut, Torch.onesLike(cut));
    Tensor correction = Torch.where(half, below.mul(-2).log1p(), above.mul(2).sub(1).log());
    Tensor exact = cut.neg().log1p().sub(cut.log()).abs().log().sub(correction);
    Tensor x = odds.probs().sub(0.5).pow(2);
    Tensor taylor = x.mul(104.0 / 45).add(4.0 / 3).mul(x).add(Math.log(2));
    return Torch.where(stable(), exact, taylor);
  }

  /** The probabilities, of the batch shape: Python's {@code probs}. */
  public Tensor probs() {
    return owned(odds::probs);
  }

  /** The log odds, of the batch shape: Python's {@code logits}. */
  public Tensor logits() {
    return owned(odds::logits);
  }

  /** The shape of the parameter that was given: Python's {@code param_shape}. */
  public Size paramShape() {
    return odds.given().size();
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.UNIT_INTERVAL;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return odds.parameters();
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public ContinuousBernoulli expand(Size batchShape) {
    return new ContinuousBernoulli(odds.expand(batchShape), low, high, validates());
  }

  @Override
  protected Tensor computeMean() {
    Tensor cut = cutProbs();
    Tensor exact =
        cut.div(cut.mul(2).sub(1)).add(Formulas.over(1, cut.neg().log1p().sub(cut.log())));
    Tensor x = odds.probs().sub(0.5);
    Tensor taylor = x.pow(2).mul(16.0 / 45).add(1.0 / 3).mul(x).add(0.5);
    return Torch.where(stable(), exact, taylor);
  }

  @Override
  protected Tensor computeStddev() {
    return computeVariance().sqrt();
  }

  @Override
  protected Tensor computeVariance() {
    Tensor cut = cutProbs();
    Tensor exact =
        cut.mul(cut.sub(1))
            .div(Formulas.oneMinus(cut.mul(2)).pow(2))
            .add(Formulas.over(1, cut.neg().log1p().sub(cut.log()).pow(2)));
    Tensor x = odds.probs().sub(0.5).pow(2);
    Tensor taylor = Formulas.minus(1.0 / 12, Formulas.minus(1.0 / 15, x.mul(128.0 / 945)).mul(x));
    return Torch.where(stable(), exact, taylor);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return computeIcdf(Draws.uniform(extendedShape(sampleShape), odds.probs()));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(odds.logits(), value);
    return Probabilities.crossEntropy(both.get(0), both.get(1)).neg().add(logNorm());
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    Tensor cut = cutProbs();
    Tensor rest = Formulas.oneMinus(cut);
    Tensor exact =
        cut.pow(value)
            .mul(rest.pow(Formulas.oneMinus(value)))
            .add(cut)
            .sub(1)
            .div(cut.mul(2).sub(1));
    Tensor inside = Torch.where(stable(), exact, value);
    Tensor below = Torch.where(value.ge(1), Torch.onesLike(value), inside);
    return Torch.where(value.le(0), Torch.zerosLike(value), below);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    Tensor cut = cutProbs();
    Tensor log0 = cut.neg().log1p();
    Tensor exact =
        cut.neg().add(value.mul(cut.mul(2).sub(1))).log1p().sub(log0).div(cut.log().sub(log0));
    return Torch.where(stable(), exact, value);
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor log0 = odds.probs().neg().log1p();
    Tensor log1 = odds.probs().log();
    return computeMean().mul(log0.sub(log1)).sub(logNorm()).sub(log0);
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {odds.logits()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    Tensor x = parameters[0];
    Tensor outside = Torch.maximum(x.le(low - 0.5), x.gt(high - 0.5));
    Tensor cut = Torch.where(outside, x, Torch.onesLike(x).mul(low - 0.5));
    Tensor exact = cut.expm1().abs().log().sub(cut.abs().log());
    Tensor taylor = x.mul(0.5).add(x.pow(2).div(24)).sub(x.pow(4).div(2880));
    return Torch.where(outside, exact, taylor);
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }
}
