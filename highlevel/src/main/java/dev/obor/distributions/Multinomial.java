package dev.obor.distributions;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The multinomial distribution of how often each of n classes comes in t trials: Python's {@code
 * torch.distributions.Multinomial}.
 *
 * <p>{@code P(k) = t! / (k_1! … k_n!) p_1^k_1 … p_n^k_n}. See {@link Categorical} for the
 * parameters. {@code logProb} takes vectors of any sum.
 *
 * <p>Support: vectors of whole numbers from 0 whose sum is t.
 *
 * <pre>{@code
 * Multinomial d = new Multinomial(100, probs);
 * d.sample();  // tensor([21., 24., 30., 25.])
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Multinomial extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("probs", Constraints.SIMPLEX, "logits", Constraints.REAL_VECTOR);

  private final long totalCount;
  private final Categorical categorical;

  /** Makes the distribution of one trial. */
  public Multinomial(Tensor probs) {
    this(1, probs);
  }

  /** Makes the distribution of probabilities of shape {@code batchShape + (n)}. */
  public Multinomial(long totalCount, Tensor probs) {
    this(totalCount, o -> o.probs(probs));
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public Multinomial(long totalCount, Consumer<? super ProbabilityOptions> options) {
    this(totalCount, ProbabilityOptions.read(options));
  }

  private Multinomial(long totalCount, ProbabilityOptions o) {
    this(totalCount, new Categorical(o, null), o.validates());
    if (totalCount < 0) {
      throw new ValueException("expected a total_count from 0, but got " + totalCount);
    }
    checkParameters();
  }

  private Multinomial(long totalCount, Categorical categorical, @Nullable Boolean validateArgs) {
    super(categorical.batchShape(), Sizes.last(categorical.paramShape(), 1), validateArgs);
    this.totalCount = totalCount;
    this.categorical = categorical;
  }

  /** The number of trials: Python's {@code total_count}. */
  public long totalCount() {
    return totalCount;
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
    return Constraints.multinomial(totalCount);
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
  public Multinomial expand(Size batchShape) {
    return new Multinomial(totalCount, categorical.expand(batchShape), validates());
  }

  @Override
  protected Tensor computeMean() {
    return categorical.probs().mul(totalCount);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor probs = categorical.probs();
    return probs.mul(totalCount).mul(Formulas.oneMinus(probs));
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor draws = categorical.sample(Sizes.concat(Size.of(totalCount), sampleShape));
    Tensor last = draws.movedim(0, -1);
    Tensor counts =
        Torch.zeros(extendedShape(sampleShape), o -> o.dtype(DType.INT64).device(draws.device()));
    return counts.scatterAdd(-1, last, Torch.onesLike(last)).typeAs(categorical.odds().given());
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor n = Torch.tensor(totalCount);
    Tensor term1 = n.mul(categorical.entropy()).sub(n.add(1).lgamma());
    Binomial binomial = new Binomial(totalCount, categorical.probs());
    Tensor support = binomial.enumerateSupport(false).narrow(0, 1, totalCount);
    Tensor weights = support.add(1).lgamma();
    Tensor term2 = binomial.logProb(support).exp().mul(weights).sum(0, -1);
    return term1.add(term2);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(categorical.logits(), value);
    Tensor counts = both.get(1);
    Tensor impossible = counts.eq(0).logicalAnd(both.get(0).eq(Double.NEGATIVE_INFINITY));
    Tensor logits = both.get(0).maskedFill(impossible, 0);
    return counts
        .sum(-1)
        .add(1)
        .lgamma()
        .sub(counts.add(1).lgamma().sum(-1))
        .add(logits.mul(counts).sum(-1));
  }
}
