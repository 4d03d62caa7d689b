package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The categorical distribution of one class of n, as a vector with a single 1: Python's {@code
 * torch.distributions.OneHotCategorical}.
 *
 * <p>{@code P(e_k) = p_k}. See {@link Categorical} for the parameters.
 *
 * <p>Support: vectors of zeros with a single 1.
 *
 * <pre>{@code
 * OneHotCategorical d = new OneHotCategorical(probs);
 * d.sample();  // tensor([0., 0., 1., 0.])
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class OneHotCategorical extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.SIMPLEX, "logits", Constraints.REAL_VECTOR);

  private final Categorical categorical;

  /** Makes the distribution of probabilities of shape {@code batchShape + (n)}. */
  public OneHotCategorical(Tensor probs) {
    this(o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public OneHotCategorical(Consumer<? super ProbabilityOptions> options) {
    this(ProbabilityOptions.read(options));
  }

  private OneHotCategorical(ProbabilityOptions o) {
    this(new Categorical(o, null), o.validates());
    checkParameters();
  }

  OneHotCategorical(Categorical categorical, @Nullable Boolean validateArgs) {
    super(categorical.batchShape(), Sizes.last(categorical.paramShape(), 1), validateArgs);
    this.categorical = categorical;
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

  final Categorical categorical() {
    return categorical;
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.ONE_HOT;
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
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public OneHotCategorical expand(Size batchShape) {
    return new OneHotCategorical(categorical.expand(batchShape), validates());
  }

  @Override
  protected Tensor computeMean() {
    return categorical.probs();
  }

  @Override
  protected Tensor computeMode() {
    Tensor probs = categorical.probs();
    return Aten.one_hot(probs.argmax(-1), probs.size(-1)).to(probs);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor probs = categorical.probs();
    return probs.mul(Formulas.oneMinus(probs));
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor indices = categorical.sample(sampleShape);
    return Aten.one_hot(indices, categorical.numEvents()).to(categorical.odds().given());
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return categorical.logProb(value.max(-1).indices());
  }

  @Override
  protected Tensor computeEntropy() {
    return categorical.entropy();
  }

  @Override
  protected Tensor computeEnumerateSupport(boolean expand) {
    Tensor given = categorical.odds().given();
    long n = categorical.numEvents();
    long[] sizes = Sizes.append(Size.of(ones(n)), n).toArray();
    Tensor values = Torch.eye(n, o -> o.dtype(given.dtype()).device(given.device())).view(sizes);
    return expand ? values.expand(Sizes.append(Sizes.concat(Size.of(n), batchShape()), n)) : values;
  }
}
