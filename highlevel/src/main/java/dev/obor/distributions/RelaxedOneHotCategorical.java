package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A continuous relaxation of the {@link OneHotCategorical} distribution, through which gradients
 * flow: the Gumbel softmax: Python's {@code torch.distributions.RelaxedOneHotCategorical}.
 *
 * <p>Values come the nearer to one-hot vectors the lower the temperature is.
 *
 * <p>Support: vectors of numbers from 0 whose sum is 1.
 *
 * <pre>{@code
 * Tensor x = new RelaxedOneHotCategorical(Torch.tensor(0.5), o -> o.logits(scores)).rsample();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class RelaxedOneHotCategorical extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.SIMPLEX, "logits", Constraints.REAL_VECTOR);

  private final ExpRelaxedCategorical relaxed;

  /** Makes the distribution of probabilities. */
  public RelaxedOneHotCategorical(Tensor temperature, Tensor probs) {
    this(temperature, o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x)}. */
  public RelaxedOneHotCategorical(
      Tensor temperature, Consumer<? super ProbabilityOptions> options) {
    this(temperature, ProbabilityOptions.read(options));
  }

  private RelaxedOneHotCategorical(Tensor temperature, ProbabilityOptions o) {
    this(new ExpRelaxedCategorical(temperature, o), o.validates());
    checkParameters();
  }

  private RelaxedOneHotCategorical(ExpRelaxedCategorical relaxed, @Nullable Boolean validateArgs) {
    super(relaxed, List.of(new ExpTransform()), validateArgs);
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
    return Constraints.SIMPLEX;
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
  public RelaxedOneHotCategorical expand(Size batchShape) {
    return new RelaxedOneHotCategorical(relaxed.expand(batchShape), validates());
  }
}
