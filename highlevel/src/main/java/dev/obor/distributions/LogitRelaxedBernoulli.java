package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of the log odds of a {@link RelaxedBernoulli}: Python's {@code
 * torch.distributions.LogitRelaxedBernoulli}.
 *
 * <p>It is the logistic distribution of {@code (logits + log(u) - log(1 - u)) / temperature} with u
 * uniform over (0, 1), and {@code temperature > 0}.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * LogitRelaxedBernoulli d =
 *     new LogitRelaxedBernoulli(Torch.tensor(0.5), o -> o.logits(scores));
 * Tensor x = d.rsample();
 * }</pre>
 *
 * <p>Give it either probabilities or log odds; the other is computed when it is asked for.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class LogitRelaxedBernoulli extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.UNIT_INTERVAL, "logits", Constraints.REAL);

  private final Odds odds;

  private final Tensor temperature;

  /** Makes the distribution of probabilities. */
  public LogitRelaxedBernoulli(Tensor temperature, Tensor probs) {
    this(temperature, o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x)}. */
  public LogitRelaxedBernoulli(Tensor temperature, Consumer<? super ProbabilityOptions> options) {
    this(temperature, ProbabilityOptions.read(options));
  }

  LogitRelaxedBernoulli(Tensor temperature, ProbabilityOptions o) {
    this(temperature, o.odds(Odds.Kind.BINARY), o.validates());
    checkParameters();
  }

  private LogitRelaxedBernoulli(Tensor temperature, Odds odds, @Nullable Boolean validateArgs) {
    super(odds.given().size(), Sizes.NONE, validateArgs);
    this.temperature = temperature;
    this.odds = odds;
  }

  /** How far from 0 and 1 the events are: Python's {@code temperature}. */
  public Tensor temperature() {
    return owned(() -> Aten.alias(temperature));
  }

  final Odds odds() {
    return odds;
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
    return Constraints.REAL;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return odds.parameters();
  }

  @Override
  public LogitRelaxedBernoulli expand(Size batchShape) {
    return new LogitRelaxedBernoulli(temperature, odds.expand(batchShape), validates());
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Size shape = extendedShape(sampleShape);
    Tensor probs = Probabilities.clamped(odds.probs().expand(shape));
    Tensor u = Probabilities.clamped(Draws.uniform(shape, probs));
    return u.log().sub(u.neg().log1p()).add(probs.log()).sub(probs.neg().log1p()).div(temperature);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(odds.logits(), value);
    Tensor difference = both.get(0).sub(both.get(1).mul(temperature));
    return temperature.log().add(difference).sub(difference.exp().log1p().mul(2));
  }
}
