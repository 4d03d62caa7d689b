package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The logistic-normal distribution over probabilities: Python's {@code
 * torch.distributions.LogisticNormal}.
 *
 * <p>It is that of {@link StickBreakingTransform} applied to a vector of normal variables.
 *
 * <p>Support: vectors of n + 1 numbers from 0 whose sum is 1.
 *
 * <pre>{@code
 * LogisticNormal d = new LogisticNormal(Torch.zeros(3), Torch.ones(3));
 * d.sample();  // tensor([0.7653, 0.0341, 0.0579, 0.1427])
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class LogisticNormal extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  /** Makes the distribution with parameters that broadcast with each other. */
  public LogisticNormal(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LogisticNormal(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public LogisticNormal(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public LogisticNormal(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public LogisticNormal(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LogisticNormal(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  private LogisticNormal(Broadcast b, DistributionOptions options) {
    super(normal(b, options), List.of(new StickBreakingTransform()), options.validates());
    checkParameters();
  }

  private LogisticNormal(LogisticNormal from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
  }

  private static Normal normal(Broadcast b, DistributionOptions options) {
    Normal normal = new Normal(b, options);
    return normal.batchShape().size() == 0 ? normal.expand(Size.of(1)) : normal;
  }

  private Normal normal() {
    return (Normal) ((Independent) baseDist()).baseDist();
  }

  /** The means of the normal variables: Python's {@code loc}. */
  public Tensor loc() {
    return normal().loc();
  }

  /** Their standard deviations: Python's {@code scale}. */
  public Tensor scale() {
    return normal().scale();
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.SIMPLEX;
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("loc", loc(), "scale", scale());
  }

  @Override
  public LogisticNormal expand(Size batchShape) {
    return new LogisticNormal(this, batchShape);
  }
}
