package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Kumaraswamy distribution: Python's {@code torch.distributions.Kumaraswamy}.
 *
 * <p>{@code p(x) = a b x^(a - 1) (1 - x^a)^(b - 1)} with the concentrations a (the first) and b
 * above 0.
 *
 * <p>Support: numbers from 0 to 1.
 *
 * <pre>{@code
 * Kumaraswamy d = new Kumaraswamy(1, 2);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Kumaraswamy extends TransformedDistribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration1", Constraints.POSITIVE, "concentration0", Constraints.POSITIVE);

  private final Tensor concentration1;
  private final Tensor concentration0;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Kumaraswamy(Tensor concentration1, Tensor concentration0) {
    this(concentration1, concentration0, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Kumaraswamy(
      Tensor concentration1, Tensor concentration0, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration1, concentration0), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Kumaraswamy(Tensor concentration1, double concentration0) {
    this(Broadcast.of(concentration1, concentration0), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Kumaraswamy(double concentration1, Tensor concentration0) {
    this(Broadcast.of(concentration1, concentration0), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Kumaraswamy(double concentration1, double concentration0) {
    this(concentration1, concentration0, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Kumaraswamy(
      double concentration1, double concentration0, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration1, concentration0), DistributionOptions.of(options));
  }

  private Kumaraswamy(Broadcast b, DistributionOptions options) {
    super(
        new Uniform(
            Broadcast.of(Torch.fullLike(b.get(1), 0), Torch.fullLike(b.get(1), 1)), options),
        List.of(
            new PowerTransform(b.get(1).reciprocal()),
            new AffineTransform(1.0, -1.0),
            new PowerTransform(b.get(0).reciprocal())),
        options.validates());
    this.concentration1 = b.get(0);
    this.concentration0 = b.get(1);
    checkParameters();
  }

  private Kumaraswamy(Kumaraswamy from, Size batchShape) {
    super(
        from.expandedBase(batchShape),
        from.transforms(),
        batchShape,
        from.eventShape(),
        from.validates());
    this.concentration1 = from.concentration1.expand(batchShape);
    this.concentration0 = from.concentration0.expand(batchShape);
  }

  /** The first shape parameter, of the batch shape: Python's {@code concentration1}. */
  public Tensor concentration1() {
    return owned(() -> concentration1);
  }

  /** The second shape parameter, of the batch shape: Python's {@code concentration0}. */
  public Tensor concentration0() {
    return owned(() -> concentration0);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.UNIT_INTERVAL;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("concentration1", concentration1, "concentration0", concentration0);
  }

  @Override
  public Kumaraswamy expand(Size batchShape) {
    return new Kumaraswamy(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return moment(1);
  }

  @Override
  protected Tensor computeMode() {
    Tensor log =
        concentration0
            .reciprocal()
            .mul(concentration0.neg().log1p())
            .sub(concentration0.neg().mul(concentration1).log1p());
    Tensor none = concentration0.lt(1).logicalOr(concentration1.lt(1));
    return log.maskedFill(none, Double.NaN).exp();
  }

  @Override
  protected Tensor computeVariance() {
    return moment(2).sub(computeMean().pow(2));
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor t1 = Formulas.oneMinus(concentration1.reciprocal());
    Tensor t0 = Formulas.oneMinus(concentration0.reciprocal());
    Tensor h0 = concentration0.add(1).digamma().add(Formulas.EULER);
    return t0.add(t1.mul(h0)).sub(concentration1.log()).sub(concentration0.log());
  }

  /** The mean of a power of the variable. */
  private Tensor moment(int n) {
    Tensor arg = Formulas.over(n, concentration1).add(1);
    Tensor log = arg.lgamma().add(concentration0.lgamma()).sub(arg.add(concentration0).lgamma());
    return concentration0.mul(log.exp());
  }
}
