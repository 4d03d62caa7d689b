package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binomial distribution of the successes in n trials: Python's {@code
 * torch.distributions.Binomial}.
 *
 * <p>{@code P(k) = n! / (k! (n - k)!) p^k (1 - p)^(n - k)}.
 *
 * <p>Support: whole numbers from 0 to n.
 *
 * <pre>{@code
 * Binomial d = new Binomial(100, probs);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Binomial extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "total_count", Constraints.NONNEGATIVE_INTEGER,
          "probs", Constraints.UNIT_INTERVAL,
          "logits", Constraints.REAL);

  private final Odds odds;

  private final Tensor totalCount;

  /** Makes the distribution of a count and probabilities. */
  public Binomial(long totalCount, Tensor probs) {
    this(totalCount, o -> o.probs(probs));
  }

  /** Makes the distribution of counts and probabilities that broadcast with each other. */
  public Binomial(Tensor totalCount, Tensor probs) {
    this(totalCount, o -> o.probs(probs));
  }

  /** Makes it of a count, with keyword arguments: {@code o -> o.logits(x)}. */
  public Binomial(long totalCount, Consumer<? super ProbabilityOptions> options) {
    this((Object) totalCount, ProbabilityOptions.read(options));
  }

  /** The same of counts. */
  public Binomial(Tensor totalCount, Consumer<? super ProbabilityOptions> options) {
    this((Object) totalCount, ProbabilityOptions.read(options));
  }

  private Binomial(Object totalCount, ProbabilityOptions o) {
    this(Broadcast.of(totalCount, o.given()), o);
    checkParameters();
  }

  private Binomial(Broadcast both, ProbabilityOptions o) {
    this(
        both.get(0).typeAs(both.get(1)),
        new Odds(both.get(1), o.hasProbs(), Odds.Kind.BINARY),
        both.shape(),
        o.validates());
  }

  private Binomial(Tensor totalCount, Odds odds, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.totalCount = totalCount;
    this.odds = odds;
  }

  /** The number of trials, of the batch shape: Python's {@code total_count}. */
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
    return Constraints.integerInterval(0, totalCount);
  }

  @Override
  protected Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>(odds.parameters());
    parameters.put("total_count", totalCount);
    return parameters;
  }

  @Override
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public Binomial expand(Size batchShape) {
    return new Binomial(
        totalCount.expand(batchShape), odds.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return totalCount.mul(odds.probs());
  }

  @Override
  protected Tensor computeMode() {
    return totalCount.add(1).mul(odds.probs()).floor().clamp(null, totalCount);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor probs = odds.probs();
    return totalCount.mul(probs).mul(Formulas.oneMinus(probs));
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Size shape = extendedShape(sampleShape);
    return Torch.binomial(totalCount.expand(shape), odds.probs().expand(shape));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor logits = odds.logits();
    Tensor positive = logits.clamp(0).add(logits).sub(logits.clamp(null, 0)).div(2);
    Tensor normalizer =
        totalCount
            .mul(positive)
            .add(totalCount.mul(logits.abs().neg().exp().log1p()))
            .sub(totalCount.add(1).lgamma());
    return value
        .mul(logits)
        .sub(value.add(1).lgamma())
        .sub(totalCount.sub(value).add(1).lgamma())
        .sub(normalizer);
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor logProb = computeLogProb(values("entropy"));
    return logProb.exp().mul(logProb).sum(0).neg();
  }

  @Override
  protected Tensor computeEnumerateSupport(boolean expand) {
    Tensor values = values("enumerate_support");
    return expand ? values.expand(Sizes.concat(Size.of(values.size(0)), batchShape())) : values;
  }

  private Tensor values(String member) {
    long count = totalCount.max().item().longValue();
    if (totalCount.min().item().doubleValue() != count) {
      throw new NotImplementedException(
          "Inhomogeneous total count not supported by `" + member + "`.");
    }
    return Draws.range(1 + count, odds.given()).view(ones(1 + count));
  }
}
