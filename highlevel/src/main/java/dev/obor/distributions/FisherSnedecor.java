package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The F distribution, that of the ratio of two chi-squared variables, each over its degrees of
 * freedom: Python's {@code torch.distributions.FisherSnedecor}.
 *
 * <p>With {@code df1, df2 > 0} degrees of freedom. It has a mean where {@code df2 > 2}, and a
 * variance where {@code df2 > 4}.
 *
 * <p>Support: numbers above 0.
 *
 * <pre>{@code
 * FisherSnedecor d = new FisherSnedecor(1, 2);
 * Tensor x = d.sample(1000);
 * Tensor loss = d.logProb(x).neg().mean();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class FisherSnedecor extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("df1", Constraints.POSITIVE, "df2", Constraints.POSITIVE);

  private final Tensor df1;
  private final Tensor df2;

  /** Makes the distribution with parameters that broadcast with each other. */
  public FisherSnedecor(Tensor df1, Tensor df2) {
    this(df1, df2, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public FisherSnedecor(Tensor df1, Tensor df2, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df1, df2), DistributionOptions.of(options));
  }

  /** The same with one parameter for all elements of the batch. */
  public FisherSnedecor(Tensor df1, double df2) {
    this(Broadcast.of(df1, df2), new DistributionOptions());
  }

  /** The same with one parameter for all elements of the batch. */
  public FisherSnedecor(double df1, Tensor df2) {
    this(Broadcast.of(df1, df2), new DistributionOptions());
  }

  /** Makes one distribution with parameters of the default dtype. */
  public FisherSnedecor(double df1, double df2) {
    this(df1, df2, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public FisherSnedecor(double df1, double df2, Consumer<? super DistributionOptions> options) {
    this(Broadcast.of(df1, df2), DistributionOptions.of(options));
  }

  private FisherSnedecor(Broadcast parameters, DistributionOptions options) {
    this(parameters.get(0), parameters.get(1), parameters.shape(), options.validates());
    checkParameters();
  }

  private FisherSnedecor(Tensor df1, Tensor df2, Size batchShape, @Nullable Boolean validateArgs) {
    super(batchShape, Sizes.NONE, validateArgs);
    this.df1 = df1;
    this.df2 = df2;
  }

  /** The degrees of freedom of the numerator, of the batch shape: Python's {@code df1}. */
  public Tensor df1() {
    return owned(() -> df1);
  }

  /** The degrees of freedom of the denominator, of the batch shape: Python's {@code df2}. */
  public Tensor df2() {
    return owned(() -> df2);
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
  protected Map<String, Tensor> parameters() {
    return Map.of("df1", df1, "df2", df2);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public FisherSnedecor expand(Size batchShape) {
    return new FisherSnedecor(
        df1.expand(batchShape), df2.expand(batchShape), batchShape, validates());
  }

  @Override
  protected Tensor computeMean() {
    Tensor defined = df2.maskedFill(df2.le(2), Double.NaN);
    return defined.div(defined.sub(2));
  }

  @Override
  protected Tensor computeMode() {
    Tensor mode = df1.sub(2).div(df1).mul(df2).div(df2.add(2));
    return mode.maskedFill(df1.le(2), Double.NaN);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor defined = df2.maskedFill(df2.le(4), Double.NaN);
    return defined
        .pow(2)
        .mul(2)
        .mul(df1.add(defined).sub(2))
        .div(df1.mul(defined.sub(2).pow(2)).mul(defined.sub(4)));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor x1 = ratioPart(df1).rsample(sampleShape);
    Tensor x2 = ratioPart(df2).rsample(sampleShape);
    double tiny = Formulas.tiny(x2);
    return x1.div(x2.clamp_(tiny)).clamp_(tiny);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor ct1 = df1.mul(0.5);
    Tensor ct2 = df2.mul(0.5);
    Tensor ratio = df1.div(df2);
    Tensor t1 = ct1.add(ct2).lgamma().sub(ct1.lgamma()).sub(ct2.lgamma());
    Tensor t2 = ct1.mul(ratio.log()).add(ct1.sub(1).mul(value.log()));
    Tensor t3 = ct1.add(ct2).mul(ratio.mul(value).log1p());
    return t1.add(t2).sub(t3);
  }

  private Gamma ratioPart(Tensor df) {
    return new Gamma(df.mul(0.5), df, batchShape(), false);
  }
}
