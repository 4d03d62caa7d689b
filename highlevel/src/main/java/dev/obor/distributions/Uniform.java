package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The uniform distribution over an interval: Python's {@code torch.distributions.Uniform}.
 *
 * <p>{@code p(x) = 1 / (high - low)} for {@code low <= x < high}.
 *
 * <p>Support: numbers between low and high.
 *
 * <pre>{@code
 * Uniform d = new Uniform(0, 5);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Uniform extends Distribution {
  private final Tensor low;
  private final Tensor high;

  /** Makes the distribution with parameters that broadcast with each other. */
  public Uniform(Tensor low, Tensor high) {
    this(low, high, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Uniform(Tensor low, Tensor high, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(low, high), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public Uniform(Tensor low, double high) {
    this(Broadcast.of(low, high), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public Uniform(double low, Tensor high) {
    this(Broadcast.of(low, high), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public Uniform(double low, double high) {
    this(low, high, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Uniform(double low, double high, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(low, high), DistributionOptions.of(options));
  }

  /** Makes it of parameters that are broadcast already. */
  Uniform(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private Uniform(Tensor low, Tensor high, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.low = low;
    this.high = high;
  }

  /** The lower bound, of the batch shape: Python's {@code low}. */
  public Tensor low() {
    return owned(() -> low);
  }

  /** The upper bound, of the batch shape: Python's {@code high}. */
  public Tensor high() {
    return owned(() -> high);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return Arguments.of("low", Constraints.lessThan(high), "high", Constraints.greaterThan(low));
  }

  @Override
  public Constraint support() {
    return Constraints.interval(low, high);
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("low", low, "high", high);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Uniform expand(Size batchShape) {
    return new Uniform(low.expand(batchShape), high.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    return high.add(low).div(2);
  }

  @Override
  protected Tensor computeMode() {
    return high.mul(Double.NaN);
  }

  @Override
  protected Tensor computeStddev() {
    return high.sub(low).div(Math.sqrt(12));
  }

  @Override
  protected Tensor computeVariance() {
    return high.sub(low).pow(2).div(12);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return low.add(Draws.uniform(extendedShape(sampleShape), low).mul(high.sub(low)));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor above = low.le(value).typeAs(low);
    Tensor below = high.gt(value).typeAs(low);
    return above.mul(below).log().sub(high.sub(low).log());
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    validate(value);
    return value.sub(low).div(high.sub(low)).clamp(0, 1);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return value.mul(high.sub(low)).add(low);
  }

  @Override
  protected Tensor computeEntropy() {
    return high.sub(low).log();
  }
}
