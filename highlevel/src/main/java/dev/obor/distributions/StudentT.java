package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Student's t distribution: Python's {@code torch.distributions.StudentT}.
 *
 * <p>With {@code df > 0} degrees of freedom, of {@code loc + scale X / sqrt(Z / df)} with X
 * standard normal and Z chi-squared. It has a mean where {@code df > 1}, and a finite variance
 * where {@code df > 2}.
 *
 * <p>Support: all numbers.
 *
 * <pre>{@code
 * StudentT d = new StudentT(2);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class StudentT extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "df", Constraints.POSITIVE, "loc", Constraints.REAL, "scale", Constraints.POSITIVE);

  private final Tensor df;
  private final Tensor loc;
  private final Tensor scale;

  /** Makes the distribution with loc 0 and scale 1. */
  public StudentT(Tensor df) {
    this(Broadcast.of(df, 0.0, 1.0), new DistributionOptions());
  }

  /** The same of one number. */
  public StudentT(double df) {
    this(Broadcast.of(df, 0.0, 1.0), new DistributionOptions());
  }

  /** Makes the distribution with parameters that broadcast with each other. */
  public StudentT(Tensor df, Tensor loc, Tensor scale) {
    this(df, loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public StudentT(
      Tensor df, Tensor loc, Tensor scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df, loc, scale), DistributionOptions.of(options));
  }

  /** Makes one distribution with parameters of the default dtype. */
  public StudentT(double df, double loc, double scale) {
    this(df, loc, scale, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public StudentT(
      double df, double loc, double scale, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df, loc, scale), DistributionOptions.of(options));
  }

  private StudentT(Broadcast parameters, DistributionOptions options) {
    this(
        parameters.get(0),
        parameters.get(1),
        parameters.get(2),
        parameters.shape(),
        options.validates());
    checkParameters();
  }

  private StudentT(
      Tensor df, Tensor loc, Tensor scale, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.df = df;
    this.loc = loc;
    this.scale = scale;
  }

  /** The degrees of freedom, of the batch shape: Python's {@code df}. */
  public Tensor df() {
    return owned(() -> df);
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
    return Map.of("df", df, "loc", loc, "scale", scale);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public StudentT expand(Size batchShape) {
    return new StudentT(
        df.expand(batchShape),
        loc.expand(batchShape),
        scale.expand(batchShape),
        batchShape,
        validates());
  }

  @Override
  protected Tensor computeMean() {
    return loc.maskedFill(df.le(1), Double.NaN);
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  @Override
  protected Tensor computeVariance() {
    Tensor finite = df.gt(2);
    Tensor safe = Torch.where(finite, df, 3);
    Tensor variance = scale.pow(2).mul(safe).div(safe.sub(2));
    return variance
        .maskedFill(finite.logicalNot(), Double.POSITIVE_INFINITY)
        .maskedFill(df.le(1), Double.NaN);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor x = Draws.normal(extendedShape(sampleShape), df);
    Tensor z =
        new Gamma(df.mul(0.5), Torch.fullLike(df, 0.5), batchShape(), false).rsample(sampleShape);
    return loc.add(scale.mul(x.mul(z.div(df).rsqrt())));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor y = value.sub(loc).div(scale);
    Tensor z =
        scale
            .log()
            .add(df.log().mul(0.5))
            .add(0.5 * Math.log(Math.PI))
            .add(df.mul(0.5).lgamma())
            .sub(df.add(1).mul(0.5).lgamma());
    return df.add(1).mul(-0.5).mul(y.pow(2).div(df).log1p()).sub(z);
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor half = df.mul(0.5);
    Tensor next = df.add(1).mul(0.5);
    Tensor lbeta = half.lgamma().add(0.5 * Math.log(Math.PI)).sub(next.lgamma());
    return scale
        .log()
        .add(next.mul(next.digamma().sub(half.digamma())))
        .add(df.log().mul(0.5))
        .add(lbeta);
  }
}
