package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gamma distribution: Python's {@code torch.distributions.Gamma}.
 *
 * <p>{@code p(x) = rate^c x^(c - 1) exp(-rate x) / Γ(c)} with the concentration c, above 0 as the
 * rate.
 *
 * <p>Support: numbers from 0.
 *
 * <pre>{@code
 * Gamma d = new Gamma(1, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Gamma extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration", Constraints.POSITIVE, "rate", Constraints.POSITIVE);

  private final Tensor concentration;
  private final Tensor rate;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Gamma(Tensor concentration, Tensor rate) {
    this(concentration, rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Gamma(Tensor concentration, Tensor rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration, rate), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Gamma(Tensor concentration, double rate) {
    this(Broadcast.of(concentration, rate), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Gamma(double concentration, Tensor rate) {
    this(Broadcast.of(concentration, rate), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Gamma(double concentration, double rate) {
    this(concentration, rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Gamma(double concentration, double rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration, rate), DistributionOptions.of(options));
  }

  /** Makes it of parameters that are broadcast already. */
  Gamma(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  /** Makes it of parameters that are broadcast already, and does not check them. */
  Gamma(Tensor concentration, Tensor rate, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.concentration = concentration;
    this.rate = rate;
  }

  /** The shape parameter, of the batch shape: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> concentration);
  }

  /** The rate, one over the scale, of the batch shape: Python's {@code rate}. */
  public Tensor rate() {
    return owned(() -> rate);
  }

  final Tensor ownConcentration() {
    return concentration;
  }

  final Tensor ownRate() {
    return rate;
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
    return Map.of("concentration", concentration, "rate", rate);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Gamma expand(Size batchShape) {
    return new Gamma(
        concentration.expand(batchShape), rate.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return concentration.div(rate);
  }

  @Override
  protected Tensor computeMode() {
    return concentration.sub(1).div(rate).clamp(0);
  }

  @Override
  protected Tensor computeVariance() {
    return concentration.div(rate.pow(2));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Size shape = extendedShape(sampleShape);
    Tensor value = Aten._standard_gamma(concentration.expand(shape), null).div(rate.expand(shape));
    value.detach().clamp_(Formulas.tiny(value)); // not part of the graph
    return value;
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    Tensor x = value.to(rate.device(), rate.dtype());
    validate(x);
    return concentration
        .xlogy(rate)
        .add(concentration.sub(1).xlogy(x))
        .sub(rate.mul(x))
        .sub(concentration.lgamma());
  }

  @Override
  protected Tensor computeEntropy() {
    return concentration
        .sub(rate.log())
        .add(concentration.lgamma())
        .add(Formulas.oneMinus(concentration).mul(concentration.digamma()));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    return Aten.special_gammainc(concentration, rate.mul(value));
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {concentration.sub(1), rate.neg()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    Tensor x = parameters[0].add(1);
    return x.lgamma().add(x.mul(parameters[1].reciprocal().neg().log()));
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }
}
