package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The distribution of the absolute value of a Cauchy variable of median 0: Python's {@code
 * torch.distributions.HalfCauchy}.
 *
 * <p>{@code p(x) = 2 / (π scale (1 + (x / scale)²))} for {@code x >= 0}, with {@code scale > 0}. It
 * has no finite mean.
 *
 * <p>Support: numbers from 0.
 *
 * <pre>{@code
 * HalfCauchy d = new HalfCauchy(1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class HalfCauchy extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("scale", Constraints.POSITIVE);

  private final Tensor scale;

  /** Makes the distribution with a parameter for each element of the batch. */
  public HalfCauchy(Tensor scale) {
    this(scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public HalfCauchy(Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale), DistributionOptions.of(options));
  }

  /** Makes one distribution with a parameter of the default dtype. */
  public HalfCauchy(double scale) {
    this(scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public HalfCauchy(double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale), DistributionOptions.of(options));
  }

  private HalfCauchy(Broadcast b, DistributionOptions options) {
    super(
        new Cauchy(Broadcast.of(0.0, b.get(0)), new DistributionOptions().validateArgs(false)),
        List.of(new AbsTransform()),
        options.validates());
    this.scale = b.get(0);
    checkParameters();
  }

  private HalfCauchy(HalfCauchy from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.scale = from.scale.expand(batchShape);
  }

  /** The scale, of the batch shape: Python's {@code scale}. */
  public Tensor scale() {
    return owned(() -> Aten.alias(scale));
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
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("scale", scale);
  }

  @Override
  public HalfCauchy expand(Size batchShape) {
    return new HalfCauchy(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return Draws.full(extendedShape(Sizes.NONE), Double.POSITIVE_INFINITY, scale);
  }

  @Override
  protected Tensor computeMode() {
    return Torch.zerosLike(scale);
  }

  @Override
  protected Tensor computeVariance() {
    return baseDist().variance();
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor x = value.to(scale.device(), scale.dtype());
    Tensor density = baseDist().logProb(x).add(Math.log(2));
    return Torch.where(x.ge(0), density, Double.NEGATIVE_INFINITY);
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    return baseDist().cdf(value).mul(2).sub(1);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return baseDist().icdf(value.add(1).div(2));
  }

  @Override
  protected Tensor computeEntropy() {
    return baseDist().entropy().sub(Math.log(2));
  }
}
