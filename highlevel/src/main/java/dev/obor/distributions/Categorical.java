package dev.obor.distributions;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The categorical distribution of one class of n: Python's {@code torch.distributions.Categorical}.
 *
 * <p>{@code P(k) = p_k}, with probabilities that sum to 1 along the last dimension of the
 * parameter. What is given is normalized: probabilities are divided by their sum, logits are
 * logarithms of unnormalized probabilities.
 *
 * <p>Support: whole numbers from 0 to n - 1.
 *
 * <pre>{@code
 * Categorical d = new Categorical(o -> o.logits(policy.call(state)));
 * Tensor action = d.sample();
 * Tensor loss = d.logProb(action).mul(reward).neg();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Categorical extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.SIMPLEX, "logits", Constraints.REAL_VECTOR);

  private final Odds odds;

  /** Makes the distribution of probabilities of shape {@code batchShape + (n)}. */
  public Categorical(Tensor probs) {
    this(o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public Categorical(Consumer<? super ProbabilityOptions> options) {
    this(ProbabilityOptions.read(options));
  }

  Categorical(ProbabilityOptions o) {
    this(o, o.validates());
  }

  Categorical(ProbabilityOptions o, @Nullable Boolean validateArgs) {
    this(normalized(o), validateArgs);
    checkParameters();
  }

  private Categorical(Odds odds, @Nullable Boolean validateArgs) {
    super(Sizes.butLast(odds.given().size(), 1), Sizes.NONE, validateArgs);
    this.odds = odds;
  }

  private static Odds normalized(ProbabilityOptions o) {
    Odds given = o.odds(Odds.Kind.CATEGORICAL);
    Tensor values = given.given();
    if (values.dim() < 1) {
      throw new ValueException(
          "`"
              + (given.isProbs() ? "probs" : "logits")
              + "` parameter must be at least one-dimensional.");
    }
    Tensor normalized =
        Torch.scoped(
            () ->
                given.isProbs()
                    ? values.div(values.sum(-1, true))
                    : values.sub(values.logsumexp(-1, true)));
    return new Odds(normalized, given.isProbs(), Odds.Kind.CATEGORICAL);
  }

  /** The probabilities, of shape {@code batchShape + (n)}: Python's {@code probs}. */
  public Tensor probs() {
    return owned(odds::probs);
  }

  /** Their logarithms: Python's {@code logits}. */
  public Tensor logits() {
    return owned(odds::logits);
  }

  /** The shape of the parameter: Python's {@code param_shape}. */
  public Size paramShape() {
    return odds.given().size();
  }

  final Odds odds() {
    return odds;
  }

  /** As Python prints it once its logits were asked for, which a mixture does. */
  final String withLogits() {
    return odds.isProbs()
        ? "Categorical(probs: " + odds.given().size() + ", logits: " + odds.given().size() + ")"
        : toString();
  }

  /** The number of classes. */
  final long numEvents() {
    return Sizes.lastOf(odds.given().size());
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.integerInterval(0, numEvents() - 1);
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
  public Categorical expand(Size batchShape) {
    return new Categorical(odds.expand(Sizes.append(batchShape, numEvents())), validates());
  }

  @Override
  protected Tensor computeMean() {
    return Draws.full(extendedShape(Sizes.NONE), Double.NaN, odds.given());
  }

  @Override
  protected Tensor computeMode() {
    return odds.probs().argmax(-1);
  }

  @Override
  protected Tensor computeVariance() {
    return Draws.full(extendedShape(Sizes.NONE), Double.NaN, odds.given());
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor rows = odds.probs().reshape(-1, numEvents());
    Tensor draws = Torch.multinomial(rows, sampleShape.numel(), true).t();
    return draws.reshape(extendedShape(sampleShape));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    List<Tensor> both = Torch.broadcastTensors(value.toLong().unsqueeze(-1), odds.logits());
    Tensor index = both.get(0).narrow(-1, 0, 1);
    return both.get(1).gather(-1, index).squeeze(-1);
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor logits = odds.logits();
    Tensor finite = logits.clamp(Torch.finfo(logits.dtype()).min());
    return finite.mul(odds.probs()).sum(-1).neg();
  }

  @Override
  protected Tensor computeEnumerateSupport(boolean expand) {
    long n = numEvents();
    Tensor values =
        Torch.arange(n, o -> o.dtype(DType.INT64).device(odds.given().device())).view(ones(n));
    return expand ? values.expand(Sizes.concat(Size.of(n), batchShape())) : values;
  }
}
