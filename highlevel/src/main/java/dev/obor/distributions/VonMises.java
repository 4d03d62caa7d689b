package dev.obor.distributions;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The von Mises distribution on the circle: Python's {@code torch.distributions.VonMises}.
 *
 * <p>{@code p(x) = exp(c cos(x - loc)) / (2 π I0(c))}, with the location loc and a concentration
 * {@code c > 0}, all in radians.
 *
 * <p>Support: all numbers; samples lie in [-π, π).
 *
 * <pre>{@code
 * VonMises d = new VonMises(1, 1);
 * Tensor angle = d.sample(1000);
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class VonMises extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "concentration", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor concentration;

  /** Makes the distribution with parameters that broadcast with each other. */
  public VonMises(Tensor loc, Tensor concentration) {
    this(loc, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public VonMises(Tensor loc, Tensor concentration, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, concentration), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public VonMises(Tensor loc, double concentration) {
    this(Broadcast.of(loc, concentration), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public VonMises(double loc, Tensor concentration) {
    this(Broadcast.of(loc, concentration), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public VonMises(double loc, double concentration) {
    this(loc, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public VonMises(double loc, double concentration, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, concentration), DistributionOptions.of(options));
  }

  private VonMises(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private VonMises(
      Tensor loc, Tensor concentration, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.loc = loc;
    this.concentration = concentration;
  }

  /** The location, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The concentration, of the batch shape: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> concentration);
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
    return Map.of("loc", loc, "concentration", concentration);
  }

  @Override
  public VonMises expand(Size batchShape) {
    return new VonMises(
        loc.expand(batchShape), concentration.expand(batchShape), batchShape, validates());
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
    return Formulas.oneMinus(Bessel.log(concentration, 1).sub(Bessel.log(concentration, 0)).exp());
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return concentration
        .mul(value.sub(loc).cos())
        .sub(Formulas.LOG_TWO_PI)
        .sub(Bessel.log(concentration, 0));
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor center = loc.toDouble();
    Tensor kappa = concentration.toDouble();
    Tensor r = proposal(kappa);
    Tensor x = Draws.empty(extendedShape(sampleShape), center);
    Tensor done = Torch.zerosLike(x, o -> o.dtype(DType.BOOL));
    while (!allTrue(done)) {
      Tensor u = Draws.uniform(Sizes.concat(Size.of(3), x.size()), center);
      Tensor z = u.select(0, 0).mul(Math.PI).cos();
      Tensor f = r.mul(z).add(1).div(r.add(z));
      Tensor c = kappa.mul(r.sub(f));
      Tensor u2 = u.select(0, 1);
      Tensor accept =
          c.mul(Formulas.minus(2, c)).sub(u2).gt(0).logicalOr(c.div(u2).log().add(1).sub(c).ge(0));
      x = Torch.where(accept, u.select(0, 2).sub(0.5).sign().mul(f.acos()), x);
      done = done.logicalOr(accept);
    }
    return x.add(Math.PI).add(center).remainder(2 * Math.PI).sub(Math.PI).to(loc.dtype());
  }

  /** The parameter of the wrapped Cauchy distribution that proposes samples. */
  private static Tensor proposal(Tensor kappa) {
    Tensor tau = kappa.pow(2).mul(4).add(1).sqrt().add(1);
    Tensor rho = tau.sub(tau.mul(2).sqrt()).div(kappa.mul(2));
    Tensor exact = rho.pow(2).add(1).div(rho.mul(2));
    Tensor taylor = Formulas.over(1, kappa).add(kappa);
    return Torch.where(kappa.lt(1e-5), taylor, exact);
  }
}
