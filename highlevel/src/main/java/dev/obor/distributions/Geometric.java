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
 * The geometric distribution of the failures before the first success: Python's {@code
 * torch.distributions.Geometric}.
 *
 * <p>{@code P(k) = (1 - p)^k p}, with {@code 0 < p <= 1}. {@link Tensor#geometric_} counts the
 * success too.
 *
 * <p>Support: whole numbers from 0.
 *
 * <pre>{@code
 * Geometric d = new Geometric(0.3);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Geometric extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.UNIT_INTERVAL, "logits", Constraints.REAL);

  private final Odds odds;

  /** Makes the distribution of probabilities, one for each element of the batch. */
  public Geometric(Tensor probs) {
    this(o -> o.probs(probs));
  }

  /** Makes one distribution of a probability of the default dtype. */
  public Geometric(double probs) {
    this(o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public Geometric(Consumer<? super ProbabilityOptions> options) {
    this(ProbabilityOptions.read(options));
  }

  private Geometric(ProbabilityOptions o) {
    this(o.odds(Odds.Kind.BINARY), o.validates());
    checkParameters();
    checkPositive();
  }

  private Geometric(Odds odds, @Nullable Boolean validateArgs) {
    this(odds, odds.given().size(), validateArgs);
  }

  private Geometric(Odds odds, Size batchShape, @Nullable Boolean validateArgs) {
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
    return Constraints.NONNEGATIVE_INTEGER;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return odds.parameters();
  }

  @Override
  public Geometric expand(Size batchShape) {
    return new Geometric(odds.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return Formulas.over(1, odds.probs()).sub(1);
  }

  @Override
  protected Tensor computeMode() {
    return Torch.zerosLike(odds.probs());
  }

  @Override
  protected Tensor computeVariance() {
    Tensor probs = odds.probs();
    return Formulas.over(1, probs).sub(1).div(probs);
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor probs = odds.probs();
    Tensor u = Draws.empty(extendedShape(sampleShape), probs).uniform_(Formulas.tiny(probs), 1);
    return u.log().div(probs.neg().log1p()).floor();
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(value, odds.probs());
    Tensor k = both.get(0);
    Tensor certain = both.get(1).eq(1).logicalAnd(k.eq(0));
    Tensor probs = both.get(1).maskedFill(certain, 0);
    return k.mul(probs.neg().log1p()).add(odds.probs().log());
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor probs = odds.probs();
    return Probabilities.crossEntropy(odds.logits(), probs).div(probs);
  }

  private void checkPositive() {
    if (!validates() || !odds.isProbs()) {
      return;
    }
    try (Scope scope = Torch.scope()) {
      Tensor valid = odds.given().gt(0);
      if (!allTrue(valid)) {
        throw new ValueException(
            "Expected parameter probs ("
                + described(odds.given())
                + ") of distribution "
                + this
                + " to be positive but found invalid values:\n"
                + odds.given().detach().maskedSelect(valid.logicalNot()));
      }
    }
  }
}
