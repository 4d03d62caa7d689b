package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Gumbel distribution: Python's {@code torch.distributions.Gumbel}.
 *
 * <p>{@code p(x) = exp(-z - exp(-z)) / scale} with {@code z = (x - loc) / scale} and {@code scale >
 * 0}.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * Gumbel d = new Gumbel(1, 2);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Gumbel extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Gumbel(Tensor loc, Tensor scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Gumbel(Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Gumbel(Tensor loc, double scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Gumbel(double loc, Tensor scale) {
    this(Broadcast.of(loc, scale), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Gumbel(double loc, double scale) {
    this(loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Gumbel(double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(loc, scale), DistributionOptions.of(options));
  }

  private Gumbel(Broadcast b, DistributionOptions options) {
    super(uniform(b.get(0), options), transforms(b), options.validates());
    this.loc = b.get(0);
    this.scale = b.get(1);
    checkParameters();
  }

  private Gumbel(Gumbel from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.loc = from.loc.expand(batchShape);
    this.scale = from.scale.expand(batchShape);
  }

  /** The location, of the batch shape: Python's {@code loc}. */
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
  public Gumbel expand(Size batchShape) {
    return new Gumbel(this, batchShape);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor y = loc.sub(value).div(scale);
    return y.sub(y.exp()).sub(scale.log());
  }

  @Override
  protected Tensor computeMean() {
    return loc.add(scale.mul(Formulas.EULER));
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  @Override
  protected Tensor computeStddev() {
    return scale.mul(Math.PI / Math.sqrt(6));
  }

  @Override
  protected Tensor computeVariance() {
    return computeStddev().pow(2);
  }

  @Override
  protected Tensor computeEntropy() {
    return scale.log().add(1 + Formulas.EULER);
  }

  private static Uniform uniform(Tensor loc, DistributionOptions options) {
    double low = Formulas.tiny(loc);
    double high = 1 - Formulas.eps(loc);
    return new Uniform(Broadcast.of(Torch.fullLike(loc, low), Torch.fullLike(loc, high)), options);
  }

  private static List<Transform> transforms(Broadcast b) {
    Tensor minus = Torch.onesLike(b.get(1)).neg();
    return List.of(
        new ExpTransform().inv(),
        new AffineTransform(0, minus),
        new ExpTransform().inv(),
        new AffineTransform(b.get(0), b.get(1).neg()));
  }
}
