package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Poisson distribution: Python's {@code torch.distributions.Poisson}.
 *
 * <p>{@code P(k) = rate^k exp(-rate) / k!}, with mean {@code rate >= 0}.
 *
 * <p>Support: whole numbers from 0.
 *
 * <pre>{@code
 * Poisson d = new Poisson(4);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Poisson extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("rate", Constraints.NONNEGATIVE);

  private final Tensor rate;

  /** Makes the distribution with a parameter for each element of the batch. */
  public Poisson(Tensor rate) {
    this(rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Poisson(Tensor rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(rate), DistributionOptions.of(options));
  }

  /** Makes one distribution with a parameter of the default dtype. */
  public Poisson(double rate) {
    this(rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Poisson(double rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(rate), DistributionOptions.of(options));
  }

  private Poisson(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.shape(), options.validates());
    checkParameters();
  }

  private Poisson(Tensor rate, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.rate = rate;
  }

  /** The mean, of the batch shape: Python's {@code rate}. */
  public Tensor rate() {
    return owned(() -> rate);
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
    return Map.of("rate", rate);
  }

  @Override
  public Poisson expand(Size batchShape) {
    return new Poisson(rate.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return rate;
  }

  @Override
  protected Tensor computeMode() {
    return rate.floor();
  }

  @Override
  protected Tensor computeVariance() {
    return rate;
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    return Torch.poisson(rate.expand(extendedShape(sampleShape)));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Broadcast both = Broadcast.of(rate, value);
    Tensor k = both.get(1);
    return k.xlogy(both.get(0)).sub(both.get(0)).sub(k.add(1).lgamma());
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {rate.log()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    return parameters[0].exp();
  }
}
