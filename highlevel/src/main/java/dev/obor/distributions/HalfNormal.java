package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The distribution of the absolute value of a normal variable of mean 0: Python's {@code
 * torch.distributions.HalfNormal}.
 *
 * <p>{@code p(x) = 2 exp(-x² / (2 scale²)) / (scale sqrt(2 π))} for {@code x >= 0}, with {@code
 * scale > 0}.
 *
 * <p>Support: numbers from 0.
 *
 * <pre>{@code
 * HalfNormal d = new HalfNormal(1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class HalfNormal extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("scale", Constraints.POSITIVE);

  private final Tensor scale;

  /** Makes the distribution with a parameter for each element of the batch. */
  public HalfNormal(Tensor scale) {
    this(scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public HalfNormal(Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale), DistributionOptions.of(options));
  }

  /** Makes one distribution with a parameter of the default dtype. */
  public HalfNormal(double scale) {
    this(scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public HalfNormal(double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale), DistributionOptions.of(options));
  }

  private HalfNormal(Broadcast b, DistributionOptions options) {
    super(
        new Normal(Broadcast.of(0.0, b.get(0)), new DistributionOptions().validateArgs(false)),
        List.of(new AbsTransform()),
        options.validates());
    this.scale = b.get(0);
    checkParameters();
  }

  private HalfNormal(HalfNormal from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.scale = from.scale.expand(batchShape);
  }

  /** The standard deviation of the normal variable, of the batch shape: Python's {@code scale}. */
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
  public HalfNormal expand(Size batchShape) {
    return new HalfNormal(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return scale.mul(Math.sqrt(2 / Math.PI));
  }

  @Override
  protected Tensor computeMode() {
    return Torch.zerosLike(scale);
  }

  @Override
  protected Tensor computeVariance() {
    return scale.pow(2).mul(1 - 2 / Math.PI);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor density = baseDist().logProb(value).add(Math.log(2));
    return Torch.where(value.ge(0), density, Double.NEGATIVE_INFINITY);
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
