package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Bernoulli distribution of one event: Python's {@code torch.distributions.Bernoulli}.
 *
 * <p>{@code P(1) = p} and {@code P(0) = 1 - p}.
 *
 * <p>Support: 0 and 1.
 *
 * <pre>{@code
 * Bernoulli d = new Bernoulli(o -> o.logits(scores));
 * Tensor x = d.sample();
 * Tensor loss = d.logProb(x).mul(reward).neg();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Bernoulli extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.UNIT_INTERVAL, "logits", Constraints.REAL);

  private final Odds odds;

  /** Makes the distribution of probabilities, one for each element of the batch. */
  public Bernoulli(Tensor probs) {
    this(o -> o.probs(probs));
  }

  /** Makes one distribution of a probability of the default dtype. */
  public Bernoulli(double probs) {
    this(o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public Bernoulli(Consumer<? super ProbabilityOptions> options) {
    this(ProbabilityOptions.read(options));
  }

  private Bernoulli(ProbabilityOptions o) {
    this(o.odds(Odds.Kind.BINARY), o.validates());
    checkParameters();
  }

  private Bernoulli(Odds odds, @Nullable Boolean validateArgs) {
    this(odds, odds.given().size(), validateArgs);
  }

  private Bernoulli(Odds odds, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.odds = odds;
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
    return Constraints.BOOLEAN;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return odds.parameters();
  }

  @Override
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public Bernoulli expand(Size batchShape) {
    return new Bernoulli(odds.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return odds.probs();
  }

  @Override
  protected Tensor computeMode() {
    Tensor probs = odds.probs();
    return probs.ge(0.5).to(probs).maskedFill(probs.eq(0.5), Double.NaN);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor probs = odds.probs();
    return probs.mul(Formulas.oneMinus(probs));
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    return Torch.bernoulli(odds.probs().expand(extendedShape(sampleShape)));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(odds.logits(), value);
    return Probabilities.crossEntropy(both.get(0), both.get(1)).neg();
  }

  @Override
  protected Tensor computeEntropy() {
    return Probabilities.crossEntropy(odds.logits(), odds.probs());
  }

  @Override
  protected Tensor computeEnumerateSupport(boolean expand) {
    Tensor values = Draws.range(2, odds.given()).view(ones(2));
    return expand ? values.expand(Sizes.concat(Size.of(2), batchShape())) : values;
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {odds.probs().logit()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    return parameters[0].exp().log1p();
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }
}
