package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Weibull distribution: Python's {@code torch.distributions.Weibull}.
 *
 * <p>{@code p(x) = k / scale (x / scale)^(k - 1) exp(-(x / scale)^k)} with the concentration k,
 * above 0 as the scale.
 *
 * <p>Support: numbers above 0.
 *
 * <pre>{@code
 * Weibull d = new Weibull(1, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Weibull extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("scale", Constraints.POSITIVE, "concentration", Constraints.POSITIVE);

  private final Tensor scale;
  private final Tensor concentration;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Weibull(Tensor scale, Tensor concentration) {
    this(scale, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Weibull(
      Tensor scale, Tensor concentration, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale, concentration), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Weibull(Tensor scale, double concentration) {
    this(Broadcast.of(scale, concentration), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Weibull(double scale, Tensor concentration) {
    this(Broadcast.of(scale, concentration), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Weibull(double scale, double concentration) {
    this(scale, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Weibull(
      double scale, double concentration, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale, concentration), DistributionOptions.of(options));
  }

  private Weibull(Broadcast b, DistributionOptions options) {
    super(
        new Exponential(Broadcast.of(Torch.onesLike(b.get(0))), options),
        transforms(b.get(0), b.get(1)),
        options.validates());
    this.scale = b.get(0);
    this.concentration = b.get(1);
    checkParameters();
  }

  private Weibull(Weibull from, Tensor scale, Tensor concentration) {
    super(from.baseDist().expand(scale.size()), transforms(scale, concentration), from.validates());
    this.scale = scale;
    this.concentration = concentration;
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
    return Constraints.POSITIVE;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("scale", scale, "concentration", concentration);
  }

  @Override
  public Weibull expand(Size batchShape) {
    return new Weibull(this, scale.expand(batchShape), concentration.expand(batchShape));
  }

  @Override
  protected Tensor computeMean() {
    return scale.mul(concentration.reciprocal().add(1).lgamma().exp());
  }

  @Override
  protected Tensor computeMode() {
    Tensor inner = concentration.sub(1).div(concentration);
    return scale.mul(inner.pow(concentration.reciprocal()));
  }

  @Override
  protected Tensor computeVariance() {
    Tensor inverse = concentration.reciprocal();
    Tensor second = inverse.mul(2).add(1).lgamma().exp();
    Tensor first = inverse.add(1).lgamma().mul(2).exp();
    return scale.pow(2).mul(second.sub(first));
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor inverse = concentration.reciprocal();
    return Formulas.oneMinus(inverse).mul(Formulas.EULER).add(scale.mul(inverse).log()).add(1);
  }

  private static List<Transform> transforms(Tensor scale, Tensor concentration) {
    return List.of(new PowerTransform(concentration.reciprocal()), new AffineTransform(0, scale));
  }
}
