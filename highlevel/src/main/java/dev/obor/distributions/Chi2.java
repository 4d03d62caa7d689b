package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chi-squared distribution, that of the sum of df squares of standard normal variables:
 * Python's {@code torch.distributions.Chi2}.
 *
 * <p>It is {@code Gamma(df / 2, 1 / 2)}, with {@code df > 0} degrees of freedom.
 *
 * <p>Support: numbers from 0.
 *
 * <pre>{@code
 * Chi2 d = new Chi2(3);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Chi2 extends Gamma {
  private static final Map<String, Constraint> ARGUMENTS = Arguments.of("df", Constraints.POSITIVE);

  /** Makes the distribution with a parameter for each element of the batch. */
  public Chi2(Tensor df) {
    this(df, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Chi2(Tensor df, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df), DistributionOptions.of(options));
  }

  /** Makes one distribution with a parameter of the default dtype. */
  public Chi2(double df) {
    this(df, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Chi2(double df, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df), DistributionOptions.of(options));
  }

  private Chi2(Broadcast df, DistributionOptions options) {
    this(Broadcast.of(df.get(0).mul(0.5), 0.5), options.validates());
    checkParameters();
  }

  private Chi2(Broadcast parameters, @Nullable Boolean validateArgs) {
    super(parameters.get(0), parameters.get(1), parameters.shape(), validateArgs);
  }

  private Chi2(Tensor concentration, Tensor rate, Size batchShape, boolean validateArgs) {
    super(concentration, rate, batchShape, validateArgs);
  }

  /** The degrees of freedom, of the batch shape: Python's {@code df}. */
  public Tensor df() {
    return owned(() -> concentration().mul(2));
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  protected Map<String, Tensor> derivedParameters() {
    return Map.of("df", df());
  }

  @Override
  public Chi2 expand(Size batchShape) {
    return new Chi2(
        ownConcentration().expand(batchShape),
        ownRate().expand(batchShape),
        batchShape,
        validates());
  }
}
