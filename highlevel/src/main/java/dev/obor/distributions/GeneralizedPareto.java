package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The generalized Pareto distribution: Python's {@code torch.distributions.GeneralizedPareto}.
 *
 * <p>{@code p(x) = (1 + c z)^(-1/c - 1) / scale} with {@code z = (x - loc) / scale}; for a
 * concentration c of 0 it is exponential. It has a mean where {@code c < 1}, and a variance where
 * {@code c < 1/2}.
 *
 * <p>Support: numbers from loc, and for c below 0 up to {@code loc - scale / c}.
 *
 * <pre>{@code
 * GeneralizedPareto d = new GeneralizedPareto(0.1, 2, 0.4);
 * Tensor x = d.sample(1000);
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class GeneralizedPareto extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "loc",
          Constraints.REAL,
          "scale",
          Constraints.POSITIVE,
          "concentration",
          Constraints.REAL);

  private final Tensor loc;
  private final Tensor scale;
  private final Tensor concentration;

  /** Makes the distribution with parameters that broadcast with each other. */
  public GeneralizedPareto(Tensor loc, Tensor scale, Tensor concentration) {
    this(loc, scale, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public GeneralizedPareto(
      Tensor loc,
      Tensor scale,
      Tensor concentration,
      Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale, concentration), DistributionOptions.of(options));
  }

  /** Makes one distribution with parameters of the default dtype. */
  public GeneralizedPareto(double loc, double scale, double concentration) {
    this(loc, scale, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public GeneralizedPareto(
      double loc,
      double scale,
      double concentration,
      Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale, concentration), DistributionOptions.of(options));
  }

  private GeneralizedPareto(Broadcast parameters, DistributionOptions options) {
    this(
        parameters.get(0),
        parameters.get(1),
        parameters.get(2),
        parameters.shape(),
        options.validates());
    checkParameters();
  }

  private GeneralizedPareto(
      Tensor loc,
      Tensor scale,
      Tensor concentration,
      Size batchShape,
      @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.loc = loc;
    this.scale = scale;
    this.concentration = concentration;
  }

  /** The location, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The scale, of the batch shape: Python's {@code scale}. */
  public Tensor scale() {
    return owned(() -> scale);
  }

  /** The shape parameter, of the batch shape: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> concentration);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    Tensor upper =
        Torch.scoped(
            () ->
                Torch.where(
                    concentration.lt(0),
                    loc.sub(scale.div(concentration)),
                    Double.POSITIVE_INFINITY));
    return Constraints.interval(loc, upper);
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("loc", loc, "scale", scale, "concentration", concentration);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public GeneralizedPareto expand(Size batchShape) {
    return new GeneralizedPareto(
        loc.expand(batchShape),
        scale.expand(batchShape),
        concentration.expand(batchShape),
        batchShape,
        validates());
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return computeIcdf(Draws.uniform(extendedShape(sampleShape), loc));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor z = z(value);
    Tensor zero = isZero();
    Tensor safe = safe(zero);
    Tensor y = Formulas.over(1, safe).add(Torch.onesLike(z));
    Tensor other = Torch.where(y.eq(0), y, y.mul(safe.mul(z).log1p()));
    return scale.log().neg().sub(Torch.where(zero, z, other));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    return logCdf(value).exp();
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    Tensor zero = isZero();
    Tensor safe = safe(zero);
    Tensor logU = value.neg().log1p();
    Tensor other = loc.add(scale.div(safe).mul(safe.neg().mul(logU).expm1()));
    return Torch.where(zero, loc.sub(scale.mul(logU)), other);
  }

  @Override
  protected Tensor computeMean() {
    Tensor valid = concentration.lt(1);
    Tensor safe = Torch.where(valid, concentration, 0.5);
    Tensor mean = loc.add(scale.div(Formulas.oneMinus(safe)));
    return Torch.where(valid, mean, Double.NaN);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor valid = concentration.lt(0.5);
    Tensor safe = Torch.where(valid, concentration, 0.25);
    Tensor rest = Formulas.oneMinus(safe);
    Tensor variance = scale.pow(2).div(rest.pow(2).mul(Formulas.oneMinus(safe.mul(2))));
    return Torch.where(valid, variance, Double.NaN);
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.log().add(concentration).add(1).broadcastTo(batchShape());
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  private Tensor z(Tensor x) {
    return x.sub(loc).div(scale);
  }

  private Tensor isZero() {
    return concentration.isclose(Torch.zerosLike(concentration));
  }

  private Tensor safe(Tensor zero) {
    return Torch.where(zero, Torch.onesLike(concentration), concentration);
  }

  /**
   * The logarithm of the probability of values above these: Python's {@code
   * log_survival_function(value)}.
   */
  public Tensor logSurvivalFunction(Tensor value) {
    return owned(() -> survival(value));
  }

  private Tensor survival(Tensor value) {
    validate(value);
    Tensor z = z(value);
    Tensor zero = isZero();
    Tensor safe = safe(zero);
    Tensor other = safe.mul(z).log1p().neg().div(safe);
    return Torch.where(zero, z.neg(), other);
  }

  /** The logarithm of {@link #cdf}: Python's {@code log_cdf(value)}. */
  public Tensor logCdf(Tensor value) {
    return owned(() -> survival(value).exp().neg().log1p());
  }
}
