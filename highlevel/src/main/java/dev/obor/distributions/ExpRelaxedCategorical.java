package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of the logarithms of a {@link RelaxedOneHotCategorical}: Python's {@code
 * torch.distributions.ExpRelaxedCategorical}.
 *
 * <p>It is the log softmax of {@code (logits + g) / temperature} with g from a standard Gumbel
 * distribution, and {@code temperature > 0}.
 *
 * <p>Support: vectors of numbers.
 *
 * <pre>{@code
 * Tensor x = new ExpRelaxedCategorical(Torch.tensor(0.5), probs).rsample();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class ExpRelaxedCategorical extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.SIMPLEX, "logits", Constraints.REAL_VECTOR);

  private final Categorical categorical;
  private final Tensor temperature;

  /** Makes the distribution of probabilities. */
  public ExpRelaxedCategorical(Tensor temperature, Tensor probs) {
    this(temperature, o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x)}. */
  public ExpRelaxedCategorical(Tensor temperature, Consumer<? super ProbabilityOptions> options) {
    this(temperature, ProbabilityOptions.read(options));
  }

  ExpRelaxedCategorical(Tensor temperature, ProbabilityOptions o) {
    this(temperature, new Categorical(o, null), o.validates());
    checkParameters();
  }

  private ExpRelaxedCategorical(
      Tensor temperature, Categorical categorical, @Nullable Boolean validateArgs) {
    super(categorical.batchShape(), Sizes.last(categorical.paramShape(), 1), validateArgs);
    this.temperature = temperature;
    this.categorical = categorical;
  }

  /** How far from one-hot vectors the values are: Python's {@code temperature}. */
  public Tensor temperature() {
    return owned(() -> Aten.alias(temperature));
  }

  /** The probabilities, of shape {@code batchShape + (n)}: Python's {@code probs}. */
  public Tensor probs() {
    return categorical.probs();
  }

  /** Their logarithms: Python's {@code logits}. */
  public Tensor logits() {
    return categorical.logits();
  }

  /** The shape of the parameter: Python's {@code param_shape}. */
  public Size paramShape() {
    return categorical.paramShape();
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.REAL_VECTOR;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of();
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("probs", categorical.odds().probs(), "logits", categorical.odds().logits());
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public ExpRelaxedCategorical expand(Size batchShape) {
    return new ExpRelaxedCategorical(temperature, categorical.expand(batchShape), validates());
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor logits = categorical.logits();
    Tensor u = Probabilities.clamped(Draws.uniform(extendedShape(sampleShape), logits));
    Tensor gumbels = u.log().neg().log().neg();
    Tensor scores = logits.add(gumbels).div(temperature);
    return scores.sub(scores.logsumexp(-1, true));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    long k = categorical.numEvents();
    Broadcast both = Broadcast.of(categorical.logits(), value);
    Tensor logScale =
        Torch.fullLike(temperature, (double) k).lgamma().sub(temperature.log().mul(-(k - 1)));
    Tensor score = both.get(0).sub(both.get(1).mul(temperature));
    return score.sub(score.logsumexp(-1, true)).sum(-1).add(logScale);
  }
}
