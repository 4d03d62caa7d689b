package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The negative binomial distribution of the successes before r failures: Python's {@code
 * torch.distributions.NegativeBinomial}.
 *
 * <p>{@code P(k) = Γ(k + r) / (k! Γ(r)) (1 - p)^r p^k}, with a count r from 0 that need not be
 * whole, and {@code 0 <= p < 1}.
 *
 * <p>Support: whole numbers from 0.
 *
 * <pre>{@code
 * NegativeBinomial d = new NegativeBinomial(5, probs);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class NegativeBinomial extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "total_count", Constraints.greaterThanEq(0),
          "probs", Constraints.halfOpenInterval(0.0, 1.0),
          "logits", Constraints.REAL);

  private final Odds odds;

  private final Tensor totalCount;

  /** Makes the distribution of a count and probabilities. */
  public NegativeBinomial(double totalCount, Tensor probs) {
    this(totalCount, o -> o.probs(probs));
  }

  /** Makes the distribution of counts and probabilities that broadcast with each other. */
  public NegativeBinomial(Tensor totalCount, Tensor probs) {
    this(totalCount, o -> o.probs(probs));
  }

  /** Makes it of a count, with keyword arguments: {@code o -> o.logits(x)}. */
  public NegativeBinomial(double totalCount, Consumer<? super ProbabilityOptions> options) {
    this((Object) totalCount, ProbabilityOptions.read(options));
  }

  /** The same of counts. */
  public NegativeBinomial(Tensor totalCount, Consumer<? super ProbabilityOptions> options) {
    this((Object) totalCount, ProbabilityOptions.read(options));
  }

  private NegativeBinomial(Object totalCount, ProbabilityOptions o) {
    this(Broadcast.of(totalCount, o.given()), o);
    checkParameters();
  }

  private NegativeBinomial(Broadcast both, ProbabilityOptions o) {
    this(
        both.get(0).typeAs(both.get(1)),
        new Odds(both.get(1), o.hasProbs(), Odds.Kind.BINARY),
        both.shape(),
        o.validates());
  }

  private NegativeBinomial(
      Tensor totalCount, Odds odds, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.totalCount = totalCount;
    this.odds = odds;
  }

  /** The number of failures, of the batch shape: Python's {@code total_count}. */
  public Tensor totalCount() {
    return owned(() -> totalCount);
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
    return Constraints.NONNEGATIVE_INTEGER;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>(odds.parameters());
    parameters.put("total_count", totalCount);
    return parameters;
  }

  @Override
  public NegativeBinomial expand(Size batchShape) {
    return new NegativeBinomial(
        totalCount.expand(batchShape), odds.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return totalCount.mul(odds.logits().exp());
  }

  @Override
  protected Tensor computeMode() {
    return totalCount.sub(1).mul(odds.logits().exp()).floor().clamp(0);
  }

  @Override
  protected Tensor computeVariance() {
    return computeMean().div(odds.logits().neg().sigmoid());
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Gamma rate = new Gamma(totalCount, odds.logits().neg().exp(), batchShape(), false);
    return Torch.poisson(rate.sample(sampleShape));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor logits = odds.logits();
    Tensor unnormalized =
        totalCount
            .mul(Formulas.logSigmoid(logits.neg()))
            .add(value.mul(Formulas.logSigmoid(logits)));
    Tensor sum = totalCount.add(value);
    Tensor normalizer = sum.lgamma().neg().add(value.add(1).lgamma()).add(totalCount.lgamma());
    return unnormalized.sub(normalizer.maskedFill(sum.eq(0), 0));
  }
}
