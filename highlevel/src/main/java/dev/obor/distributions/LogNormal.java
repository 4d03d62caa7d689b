package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The distribution of a variable whose logarithm is normal: Python's {@code
 * torch.distributions.LogNormal}.
 *
 * <p>{@code p(x) = exp(-(log x - loc)² / (2 scale²)) / (x scale sqrt(2 π))} with {@code scale > 0}.
 *
 * <p>Support: numbers above 0.
 *
 * <pre>{@code
 * LogNormal d = new LogNormal(0, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class LogNormal extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with parameters that broadcast with each other. */
  public LogNormal(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LogNormal(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public LogNormal(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public LogNormal(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public LogNormal(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LogNormal(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  private LogNormal(Broadcast b, DistributionOptions options) {
    super(new Normal(b, options), List.of(new ExpTransform()), options.validates());
    this.loc = b.get(0);
    this.scale = b.get(1);
    checkParameters();
  }

  private LogNormal(LogNormal from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.loc = from.loc.expand(batchShape);
    this.scale = from.scale.expand(batchShape);
  }

  /** The mean of the logarithm, of the batch shape: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> Aten.alias(loc));
  }

  /** The standard deviation of the logarithm, of the batch shape: Python's {@code scale}. */
  public Tensor scale() {
    return owned(() -> Aten.alias(scale));
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
    return Map.of("loc", loc, "scale", scale);
  }

  @Override
  public LogNormal expand(Size batchShape) {
    return new LogNormal(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return loc.add(scale.pow(2).div(2)).exp();
  }

  @Override
  protected Tensor computeMode() {
    return loc.sub(scale.square()).exp();
  }

  @Override
  protected Tensor computeVariance() {
    Tensor square = scale.pow(2);
    return square.expm1().mul(loc.mul(2).add(square).exp());
  }

  @Override
  protected Tensor computeEntropy() {
    return baseDist().entropy().add(loc);
  }
}
