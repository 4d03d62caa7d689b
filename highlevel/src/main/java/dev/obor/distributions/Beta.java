package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The beta distribution over probabilities: Python's {@code torch.distributions.Beta}.
 *
 * <p>{@code p(x) = x^(c1 - 1) (1 - x)^(c0 - 1) / B(c1, c0)}, with concentrations {@code c1, c0 >
 * 0}.
 *
 * <p>Support: numbers from 0 to 1.
 *
 * <pre>{@code
 * Beta d = new Beta(0.5, 0.5);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Beta extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration1", Constraints.POSITIVE, "concentration0", Constraints.POSITIVE);

  private final Dirichlet dirichlet;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Beta(Tensor concentration1, Tensor concentration0) {
    this(concentration1, concentration0, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Beta(
      Tensor concentration1, Tensor concentration0, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration1, concentration0), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Beta(Tensor concentration1, double concentration0) {
    this(Broadcast.of(concentration1, concentration0), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Beta(double concentration1, Tensor concentration0) {
    this(Broadcast.of(concentration1, concentration0), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Beta(double concentration1, double concentration0) {
    this(concentration1, concentration0, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Beta(
      double concentration1, double concentration0, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(concentration1, concentration0), DistributionOptions.of(options));
  }

  private Beta(Broadcast parameters, DistributionOptions options) {
    this(new Dirichlet(Torch.stack(parameters.tensors(), -1), options), options.validates());
    checkParameters();
  }

  Beta(Dirichlet dirichlet, @Nullable Boolean validateArgs) {
    super(dirichlet.batchShape(), Sizes.NONE, validateArgs);
    this.dirichlet = dirichlet;
  }

  /** The first shape parameter, of the batch shape: Python's {@code concentration1}. */
  public Tensor concentration1() {
    return owned(() -> dirichlet.concentration().select(-1, 0));
  }

  /** The second shape parameter, of the batch shape: Python's {@code concentration0}. */
  public Tensor concentration0() {
    return owned(() -> dirichlet.concentration().select(-1, 1));
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
    return Map.of();
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("concentration1", concentration1(), "concentration0", concentration0());
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Beta expand(Size batchShape) {
    return new Beta(dirichlet.expand(batchShape), validates());
  }

  @Override
  protected Tensor computeMean() {
    return concentration1().div(concentration1().add(concentration0()));
  }

  @Override
  protected Tensor computeMode() {
    return dirichlet.mode().select(-1, 0);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor c1 = concentration1();
    Tensor c0 = concentration0();
    Tensor total = c1.add(c0);
    return c1.mul(c0).div(total.pow(2).mul(total.add(1)));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return dirichlet.rsample(sampleShape).select(-1, 0);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return dirichlet.logProb(Torch.stack(List.of(value, Formulas.oneMinus(value)), -1));
  }

  @Override
  protected Tensor computeEntropy() {
    return dirichlet.entropy();
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {concentration1(), concentration0()};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    Tensor x = parameters[0];
    Tensor y = parameters[1];
    return x.lgamma().add(y.lgamma()).sub(x.add(y).lgamma());
  }
}
