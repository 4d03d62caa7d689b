package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Cauchy distribution, that of the ratio of two normal variables of mean 0: Python's {@code
 * torch.distributions.Cauchy}.
 *
 * <p>{@code p(x) = 1 / (π scale (1 + ((x - loc) / scale)²))}, with median {@code loc} and half
 * width at half maximum {@code scale > 0}. It has no mean.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * Cauchy d = new Cauchy(0, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Cauchy extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Cauchy(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Cauchy(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Cauchy(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Cauchy(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Cauchy(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Cauchy(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** Makes it of parameters that are broadcast already. */
  Cauchy(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private Cauchy(Tensor loc, Tensor scale, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.loc = loc;
    this.scale = scale;
  }

  /** The median, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The half width at half maximum, of the batch shape: Python's {@code scale}. */
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
  public Cauchy expand(Size batchShape) {
    return new Cauchy(loc.expand(batchShape), scale.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return Draws.full(extendedShape(Sizes.NONE), Double.NaN, loc);
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  @Override
  protected Tensor computeVariance() {
    return Draws.full(extendedShape(Sizes.NONE), Double.POSITIVE_INFINITY, loc);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return loc.add(Draws.empty(extendedShape(sampleShape), loc).cauchy_().mul(scale));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return Formulas.minus(-Math.log(Math.PI), scale.log())
        .sub(value.sub(loc).div(scale).pow(2).log1p());
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    return value.sub(loc).div(scale).atan().div(Math.PI).add(0.5);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return value.sub(0.5).mul(Math.PI).tan().mul(scale).add(loc);
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.log().add(Math.log(4 * Math.PI));
  }
}
