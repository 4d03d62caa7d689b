package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A continuous relaxation of the {@link Bernoulli} distribution, through which gradients flow:
 * Python's {@code torch.distributions.RelaxedBernoulli}.
 *
 * <p>Values come the nearer to 0 and 1 the lower the temperature is.
 *
 * <p>Support: numbers from 0 to 1.
 *
 * <pre>{@code
 * Tensor x = new RelaxedBernoulli(Torch.tensor(0.5), o -> o.logits(scores)).rsample();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class RelaxedBernoulli extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.UNIT_INTERVAL, "logits", Constraints.REAL);

  private final LogitRelaxedBernoulli relaxed;

  /** Makes the distribution of probabilities. */
  public RelaxedBernoulli(Tensor temperature, Tensor probs) {
    this(temperature, o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x)}. */
  public RelaxedBernoulli(Tensor temperature, Consumer<? super ProbabilityOptions> options) {
    this(temperature, ProbabilityOptions.read(options));
  }

  private RelaxedBernoulli(Tensor temperature, ProbabilityOptions o) {
    this(new LogitRelaxedBernoulli(temperature, o), o.validates());
    checkParameters();
  }

  private RelaxedBernoulli(LogitRelaxedBernoulli relaxed, @Nullable Boolean validateArgs) {
    super(relaxed, List.of(new SigmoidTransform()), validateArgs);
    this.relaxed = relaxed;
  }

  /** How far from discrete the values are: Python's {@code temperature}. */
  public Tensor temperature() {
    return relaxed.temperature();
  }

  /** The probabilities of the discrete values: Python's {@code probs}. */
  public Tensor probs() {
    return relaxed.probs();
  }

  /** Their logarithmic form: Python's {@code logits}. */
  public Tensor logits() {
    return relaxed.logits();
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
  public boolean hasRsample() {
    return true;
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("probs", probs(), "logits", logits());
  }

  @Override
  public RelaxedBernoulli expand(Size batchShape) {
    return new RelaxedBernoulli(relaxed.expand(batchShape), validates());
  }
}
