package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Pareto distribution: Python's {@code torch.distributions.Pareto}.
 *
 * <p>{@code p(x) = alpha scale^alpha / x^(alpha + 1)} for {@code x >= scale}, with alpha and scale
 * above 0. It has a finite mean where {@code alpha > 1}, and a finite variance where {@code alpha >
 * 2}.
 *
 * <p>Support: numbers from the scale.
 *
 * <pre>{@code
 * Pareto d = new Pareto(1, 1);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Pareto extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("alpha", Constraints.POSITIVE, "scale", Constraints.POSITIVE);

  private final Tensor scale;
  private final Tensor alpha;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Pareto(Tensor scale, Tensor alpha) {
    this(scale, alpha, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Pareto(Tensor scale, Tensor alpha, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale, alpha), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Pareto(Tensor scale, double alpha) {
    this(Broadcast.of(scale, alpha), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Pareto(double scale, Tensor alpha) {
    this(Broadcast.of(scale, alpha), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Pareto(double scale, double alpha) {
    this(scale, alpha, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Pareto(double scale, double alpha, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(scale, alpha), DistributionOptions.of(options));
  }

  private Pareto(Broadcast b, DistributionOptions options) {
    super(
        new Exponential(Broadcast.of(b.get(1)), options),
        List.of(new ExpTransform(), new AffineTransform(0, b.get(0))),
        options.validates());
    this.scale = b.get(0);
    this.alpha = b.get(1);
    checkParameters();
  }

  private Pareto(Pareto from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.scale = from.scale.expand(batchShape);
    this.alpha = from.alpha.expand(batchShape);
  }

  /** The smallest value, of the batch shape: Python's {@code scale}. */
  public Tensor scale() {
    return owned(() -> scale);
  }

  /** The shape parameter, of the batch shape: Python's {@code alpha}. */
  public Tensor alpha() {
    return owned(() -> alpha);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.greaterThanEq(scale);
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("scale", scale, "alpha", alpha);
  }

  @Override
  public Pareto expand(Size batchShape) {
    return new Pareto(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    Tensor a = alpha.clamp(1);
    return a.mul(scale).div(a.sub(1));
  }

  @Override
  protected Tensor computeMode() {
    return scale;
  }

  @Override
  protected Tensor computeVariance() {
    Tensor a = alpha.clamp(2);
    return scale.pow(2).mul(a).div(a.sub(1).pow(2).mul(a.sub(2)));
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.div(alpha).log().add(alpha.reciprocal().add(1));
  }
}
