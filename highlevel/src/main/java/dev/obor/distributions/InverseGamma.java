package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The distribution of one over a gamma variable: Python's {@code torch.distributions.InverseGamma}.
 *
 * <p>{@code p(x) = rate^c x^(-c - 1) exp(-rate / x) / Γ(c)} with the concentration c, above 0 as
 * the rate. It has a finite mean where {@code c > 1}, and a finite variance where {@code c > 2}.
 *
 * <p>Support: numbers above 0.
 *
 * <pre>{@code
 * InverseGamma d = new InverseGamma(3, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class InverseGamma extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration", Constraints.POSITIVE, "rate", Constraints.POSITIVE);

  private final Tensor concentration;
  private final Tensor rate;

  /** Makes the distribution with parameters that broadcast with each other. */
  public InverseGamma(Tensor concentration, Tensor rate) {
    this(concentration, rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public InverseGamma(
      Tensor concentration, Tensor rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration, rate), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public InverseGamma(Tensor concentration, double rate) {
    this(Broadcast.of(concentration, rate), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public InverseGamma(double concentration, Tensor rate) {
    this(Broadcast.of(concentration, rate), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public InverseGamma(double concentration, double rate) {
    this(concentration, rate, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public InverseGamma(
      double concentration, double rate, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration, rate), DistributionOptions.of(options));
  }

  private InverseGamma(Broadcast b, DistributionOptions options) {
    super(
        new Gamma(b, options),
        List.of(new PowerTransform(Draws.full(Sizes.NONE, -1, b.get(1)))),
        options.validates());
    this.concentration = b.get(0);
    this.rate = b.get(1);
    checkParameters();
  }

  private InverseGamma(InverseGamma from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.concentration = from.concentration.expand(batchShape);
    this.rate = from.rate.expand(batchShape);
  }

  /** The shape parameter, of the batch shape: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> Aten.alias(concentration));
  }

  /** The rate of the gamma variable, of the batch shape: Python's {@code rate}. */
  public Tensor rate() {
    return owned(() -> Aten.alias(rate));
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.POSITIVE;
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("concentration", concentration, "rate", rate);
  }

  @Override
  public InverseGamma expand(Size batchShape) {
    return new InverseGamma(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return Torch.where(
        concentration.gt(1), rate.div(concentration.sub(1)), Double.POSITIVE_INFINITY);
  }

  @Override
  protected Tensor computeMode() {
    return rate.div(concentration.add(1));
  }

  @Override
  protected Tensor computeVariance() {
    Tensor variance = rate.square().div(concentration.sub(1).square().mul(concentration.sub(2)));
    return Torch.where(concentration.gt(2), variance, Double.POSITIVE_INFINITY);
  }

  @Override
  protected Tensor computeEntropy() {
    return concentration
        .add(rate.log())
        .add(concentration.lgamma())
        .sub(concentration.add(1).mul(concentration.digamma()));
  }
}
