package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The normal distribution: Python's {@code torch.distributions.Normal}.
 *
 * <p>{@code p(x) = exp(-(x - loc)² / (2 scale²)) / (scale sqrt(2 π))}, with mean {@code loc} and
 * standard deviation {@code scale > 0}.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * Normal d = new Normal(0, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Normal extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Normal(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Normal(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Normal(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Normal(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Normal(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Normal(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** Makes it of parameters that are broadcast already. */
  Normal(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private Normal(Tensor loc, Tensor scale, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.loc = loc;
    this.scale = scale;
  }

  /** The mean, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The standard deviation, of the batch shape: Python's {@code scale}. */
  public Tensor scale() {
    return owned(() -> scale);
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
    return Map.of("loc", loc, "scale", scale);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Normal expand(Size batchShape) {
    return new Normal(loc.expand(batchShape), scale.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return loc;
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  @Override
  protected Tensor computeStddev() {
    return scale;
  }

  @Override
  protected Tensor computeVariance() {
    return scale.pow(2);
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Size shape = extendedShape(sampleShape);
    return Torch.normal(loc.expand(shape), scale.expand(shape));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return loc.add(Draws.normal(extendedShape(sampleShape), loc).mul(scale));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor variance = scale.pow(2);
    return value
        .sub(loc)
        .pow(2)
        .neg()
        .div(variance.mul(2))
        .sub(scale.log())
        .sub(Math.log(Math.sqrt(2 * Math.PI)));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    Tensor z = value.sub(loc).mul(scale.reciprocal()).div(Math.sqrt(2));
    return z.erf().add(1).mul(0.5);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return loc.add(scale.mul(value.mul(2).sub(1).erfinv()).mul(Math.sqrt(2)));
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.log().add(0.5 + 0.5 * Formulas.LOG_TWO_PI);
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {loc.div(scale.pow(2)), scale.pow(2).reciprocal().mul(-0.5)};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    Tensor x = parameters[0];
    Tensor y = parameters[1];
    return x.pow(2).mul(-0.25).div(y).add(Formulas.over(-Math.PI, y).log().mul(0.5));
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }
}
