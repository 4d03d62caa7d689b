package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Laplace distribution: Python's {@code torch.distributions.Laplace}.
 *
 * <p>{@code p(x) = exp(-|x - loc| / scale) / (2 scale)}, with mean {@code loc} and {@code scale >
 * 0}.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * Laplace d = new Laplace(0, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Laplace extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Laplace(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Laplace(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Laplace(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Laplace(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Laplace(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Laplace(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  private Laplace(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private Laplace(Tensor loc, Tensor scale, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.loc = loc;
    this.scale = scale;
  }

  /** The mean, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The scale, of the batch shape: Python's {@code scale}. */
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
  public Laplace expand(Size batchShape) {
    return new Laplace(loc.expand(batchShape), scale.expand(batchShape), batchShape, validates());
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
  protected Tensor computeVariance() {
    return scale.pow(2).mul(2);
  }

  @Override
  protected Tensor computeStddev() {
    return scale.mul(Math.sqrt(2));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    double low = Formulas.eps(loc) - 1;
    Tensor u = Draws.empty(extendedShape(sampleShape), loc).uniform_(low, 1);
    return loc.sub(scale.mul(u.sign()).mul(u.abs().neg().log1p()));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return scale.mul(2).log().neg().sub(value.sub(loc).abs().div(scale));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    Tensor difference = value.sub(loc);
    Tensor decay = difference.abs().neg().div(scale).expm1();
    return Formulas.minus(0.5, difference.sign().mul(0.5).mul(decay));
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    Tensor term = value.sub(0.5);
    return loc.sub(scale.mul(term.sign()).mul(term.abs().mul(-2).log1p()));
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.mul(2).log().add(1);
  }
}
