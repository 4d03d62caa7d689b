package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exponential distribution: Python's {@code torch.distributions.Exponential}.
 *
 * <p>{@code p(x) = rate exp(-rate x)}, with {@code rate > 0} and mean {@code 1 / rate}.
 *
 * <p>Support: numbers from 0.
 *
 * <pre>{@code
 * Exponential d = new Exponential(0.5);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Exponential extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("rate", Constraints.POSITIVE);

  private final Tensor rate;

  /** Makes the distribution with a parameter for each element of the batch. */
  public Exponential(Tensor rate) {
    this(rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Exponential(Tensor rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(rate), DistributionOptions.of(options));
  }

  /** Makes one distribution with a parameter of the default dtype. */
  public Exponential(double rate) {
    this(rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Exponential(double rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(rate), DistributionOptions.of(options));
  }

  /** Makes it of parameters that are broadcast already. */
  Exponential(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.shape(), options.validates());
    checkParameters();
  }

  private Exponential(Tensor rate, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.rate = rate;
  }

  /** The rate, one over the mean, of the batch shape: Python's {@code rate}. */
  public Tensor rate() {
    return owned(() -> rate);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.NONNEGATIVE;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("rate", rate);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Exponential expand(Size batchShape) {
    return new Exponential(rate.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return rate.reciprocal();
  }

  @Override
  protected Tensor computeMode() {
    return Torch.zerosLike(rate);
  }

  @Override
  protected Tensor computeStddev() {
    return rate.reciprocal();
  }

  @Override
  protected Tensor computeVariance() {
    return rate.pow(-2);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return Draws.empty(extendedShape(sampleShape), rate).exponential_().div(rate);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return rate.log().sub(rate.mul(value));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    return Formulas.oneMinus(rate.neg().mul(value).exp());
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return value.neg().log1p().neg().div(rate);
  }

  @Override
  protected Tensor computeEntropy() {
    return Formulas.oneMinus(rate.log());
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {rate.neg()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    return parameters[0].neg().log().neg();
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }
}
