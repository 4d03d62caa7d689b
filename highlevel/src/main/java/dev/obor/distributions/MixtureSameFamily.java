package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of distributions of one family: Python's {@code torch.distributions.MixtureSameFamily}.
 *
 * <p>{@code p(x) = Σ_k P(k) p_k(x)}, where k comes from a {@link Categorical} and the last
 * dimension of the components' batch counts the components.
 *
 * <p>Support: that of the components.
 *
 * <pre>{@code
 * // a mixture of five normal distributions
 * Categorical mix = new Categorical(Torch.ones(5));
 * Normal components = new Normal(Torch.randn(5), Torch.rand(5));
 * Distribution d = new MixtureSameFamily(mix, components);
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class MixtureSameFamily extends Distribution {
  private final Categorical mixture;
  private final Distribution components;

  /**
   * Makes the mixture.
   *
   * @param mixtureDistribution of a batch shape that broadcasts with that of the components, less
   *     its last dimension
   * @param componentDistribution with the components along the last dimension of its batch
   */
  public MixtureSameFamily(Categorical mixtureDistribution, Distribution componentDistribution) {
    this(mixtureDistribution, componentDistribution, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public MixtureSameFamily(
      Categorical mixtureDistribution,
      Distribution componentDistribution,
      Consumer<? super DistributionOptions> options) {
    this(
        mixtureDistribution,
        componentDistribution,
        batch(mixtureDistribution, componentDistribution),
        DistributionOptions.of(options).validates());
  }

  private MixtureSameFamily(
      Categorical mixture, Distribution components, Size batch, @Nullable Boolean validateArgs) {
    super(batch, components.eventShape(), validateArgs);
    this.mixture = mixture;
    this.components = components;
  }

  private static Size batch(Categorical mixture, Distribution components) {
    if (components.batchShape().size() == 0) {
      throw new ValueException("the components must lie along the last dimension of their batch");
    }
    Size mixtures = mixture.batchShape();
    Size batch = Sizes.butLast(components.batchShape(), 1);
    if (!Sizes.broadcast(mixtures, batch)) {
      throw new ValueException(
          "`mixture_distribution.batch_shape` ("
              + mixtures
              + ") is not compatible with `component_distribution.batch_shape`("
              + batch
              + ")");
    }
    long count = Sizes.lastOf(components.batchShape());
    if (mixture.numEvents() != count) {
      throw new ValueException(
          "`mixture_distribution component` ("
              + mixture.numEvents()
              + ") does not equal `component_distribution.batch_shape[-1]` ("
              + count
              + ")");
    }
    return batch;
  }

  /** What chooses the component: Python's {@code mixture_distribution}. */
  public Categorical mixtureDistribution() {
    return mixture;
  }

  /** The components: Python's {@code component_distribution}. */
  public Distribution componentDistribution() {
    return components;
  }

  private Tensor pad(Tensor x) {
    return x.unsqueeze(-1L - eventShape().size());
  }

  /** The probabilities of the components, with dimensions for the event. */
  private Tensor weights() {
    Tensor probs = mixture.probs();
    int own = mixture.batchShape().size();
    int more = own == 1 ? 0 : batchShape().size() - own;
    Size shape =
        Sizes.concat(
            Sizes.butLast(probs.size(), 1),
            Size.of(Sizes.ones(more)),
            Sizes.last(probs.size(), 1),
            Size.of(Sizes.ones(eventShape().size())));
    return probs.reshape(shape);
  }

  private Tensor overComponents(Tensor x) {
    return x.sum(-1L - eventShape().size());
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return Map.of();
  }

  @Override
  public Constraint support() {
    return new MixtureSameFamilyConstraint(components.support());
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of();
  }

  @Override
  public MixtureSameFamily expand(Size batchShape) {
    return new MixtureSameFamily(
        mixture.expand(batchShape),
        components.expand(Sizes.append(batchShape, mixture.numEvents())),
        batchShape,
        validates());
  }

  @Override
  protected Tensor computeMean() {
    return overComponents(weights().mul(components.mean()));
  }

  @Override
  protected Tensor computeVariance() {
    Tensor within = overComponents(weights().mul(components.variance()));
    Tensor apart = components.mean().sub(pad(computeMean())).pow(2.0);
    return within.add(overComponents(weights().mul(apart)));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor density = components.logProb(pad(value));
    Tensor weights = Aten.log_softmax_int(mixture.logits(), -1, null);
    return density.add(weights).logsumexp(-1);
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    int dim = sampleShape.size() + batchShape().size();
    Tensor chosen = mixture.sample(sampleShape);
    Tensor drawn = components.sample(sampleShape);
    Size shape = chosen.size();
    long[] ones = Sizes.ones(eventShape().size() + 1);
    Size repeats = Sizes.concat(Size.of(Sizes.ones(shape.size() + 1)), eventShape());
    Tensor index = chosen.reshape(Sizes.append(shape, ones)).repeat(repeats);
    return drawn.gather(dim, index).squeeze(dim);
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    return components.cdf(pad(value)).mul(mixture.probs()).sum(-1);
  }

  @Override
  public String toString() {
    return "MixtureSameFamily(\n  " + mixture.withLogits() + ",\n  " + components + ")";
  }
}
