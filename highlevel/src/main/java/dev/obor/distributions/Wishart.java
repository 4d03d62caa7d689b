package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Linalg;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The Wishart distribution over positive definite matrices: Python's {@code
 * torch.distributions.Wishart}.
 *
 * <p>It is that of the sum of df outer products of normal vectors with covariance Σ: {@code p(X)}
 * is proportional to {@code det(X)^((df - n - 1) / 2) exp(-tr(Σ⁻¹ X) / 2)}, with {@code df > n -
 * 1}.
 *
 * <p>Support: positive definite matrices of size n.
 *
 * <pre>{@code
 * Wishart d = new Wishart(2.0, Torch.eye(2));
 * new Wishart(df, o -> o.scaleTril(factor)).rsample();
 * }</pre>
 *
 * <p>Sampling looks for singular matrices and draws again as Python does, up to ten times.
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Wishart extends ExponentialFamily {
  private static final int TRIES = 10;

  private final Tensor df;
  private final CovarianceOptions.Kind kind;
  private final Tensor matrix;
  private final Tensor factor;

  /** Makes the distribution of degrees of freedom and a covariance. */
  public Wishart(double df, Tensor covarianceMatrix) {
    this(df, o -> o.covarianceMatrix(covarianceMatrix));
  }

  /** The same with degrees of freedom for each element of the batch. */
  public Wishart(Tensor df, Tensor covarianceMatrix) {
    this(df, o -> o.covarianceMatrix(covarianceMatrix));
  }

  /** Makes it with keyword arguments: {@code o -> o.scaleTril(factor)}. */
  public Wishart(double df, Consumer<? super CovarianceOptions> options) {
    this((Object) df, CovarianceOptions.read(options));
  }

  /** The same with degrees of freedom for each element of the batch. */
  public Wishart(Tensor df, Consumer<? super CovarianceOptions> options) {
    this((Object) df, CovarianceOptions.read(options));
  }

  private Wishart(Object df, CovarianceOptions o) {
    this(df, o, batch(df, o));
  }

  private Wishart(Object df, CovarianceOptions o, Size batch) {
    super(batch, Sizes.last(o.matrix().size(), 2), o.validates());
    Tensor given = o.matrix();
    this.df =
        df instanceof Tensor tensor
            ? tensor.expand(batch)
            : Torch.tensor(df, x -> x.dtype(given.dtype()).device(given.device()));
    long least = size() - 1;
    if (smallest(this.df) <= least) {
      throw new ValueException(
          "Value of df=" + df + " expected to be greater than ndim - 1 = " + least + ".");
    }
    if (smallest(this.df) < size()) {
      Warnings.warn(
          "Low df values detected. Singular samples are highly likely to occur for ndim - 1 < df"
              + " < ndim.");
    }
    this.kind = o.kind();
    this.matrix = given.expand(Sizes.append(batch, -1, -1));
    checkParameters();
    this.factor = o.factor();
  }

  private Wishart(Wishart from, Size batch) {
    super(batch, from.eventShape(), from.validates());
    Size shape = Sizes.concat(batch, from.eventShape());
    this.df = from.df.expand(batch);
    this.kind = from.kind;
    this.matrix = from.matrix.expand(shape);
    this.factor = from.factor.expand(shape);
  }

  private static double smallest(Tensor df) {
    if (df.numel() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    try (Tensor smallest = df.min()) {
      return smallest.item().doubleValue();
    }
  }

  private static Size batch(Object df, CovarianceOptions o) {
    Tensor matrix = o.matrix();
    if (matrix.dim() < 2) {
      throw new ValueException(
          "scale_tril must be at least two-dimensional, with optional leading batch dimensions");
    }
    Size batch = Sizes.butLast(matrix.size(), 2);
    return df instanceof Tensor tensor ? Torch.broadcastShapes(batch, tensor.size()) : batch;
  }

  private long size() {
    return Sizes.lastOf(eventShape());
  }

  /** The degrees of freedom, of the batch shape: Python's {@code df}. */
  public Tensor df() {
    return owned(() -> df);
  }

  /** The triangular factor of the covariance: Python's {@code scale_tril}. */
  public Tensor scaleTril() {
    return owned(() -> given(CovarianceOptions.Kind.SCALE, factor));
  }

  /** The covariance: Python's {@code covariance_matrix}. */
  public Tensor covarianceMatrix() {
    return owned(this::covariance);
  }

  /** The inverse of the covariance: Python's {@code precision_matrix}. */
  public Tensor precisionMatrix() {
    return owned(this::precision);
  }

  private Tensor covariance() {
    return given(CovarianceOptions.Kind.COVARIANCE, factor.matmul(factor.mT()));
  }

  private Tensor precision() {
    Tensor unit = Torch.eye(size(), o -> o.dtype(factor.dtype()).device(factor.device()));
    return given(CovarianceOptions.Kind.PRECISION, Torch.choleskySolve(unit, factor));
  }

  private Tensor given(CovarianceOptions.Kind asked, Tensor computed) {
    return kind == asked ? matrix : computed.expand(Sizes.concat(batchShape(), eventShape()));
  }

  private Tensor overMatrices(Tensor batched) {
    return batched.view(Sizes.append(batchShape(), 1, 1));
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return Arguments.of(
        "covariance_matrix", Constraints.POSITIVE_DEFINITE,
        "precision_matrix", Constraints.POSITIVE_DEFINITE,
        "scale_tril", Constraints.LOWER_CHOLESKY,
        "df", Constraints.greaterThan(size() - 1));
  }

  @Override
  public Constraint support() {
    return Constraints.POSITIVE_DEFINITE;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of(kind.python, matrix, "df", df);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Wishart expand(Size batchShape) {
    return new Wishart(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return overMatrices(df).mul(covariance());
  }

  @Override
  protected Tensor computeMode() {
    Tensor rest = df.sub(size()).sub(1);
    Tensor defined = rest.maskedFill(rest.le(0), Double.NaN);
    return overMatrices(defined).mul(covariance());
  }

  @Override
  protected Tensor computeVariance() {
    Tensor v = covariance();
    Tensor diagonal = v.diagonal(0, -2, -1);
    Tensor outer = Aten.einsum("...i,...j->...ij", new Tensor[] {diagonal, diagonal}, null);
    return overMatrices(df).mul(v.pow(2).add(outer));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor sample = bartlett(sampleShape);
    // Python begins with the samples that are sound, and draws these again; so the seed asks for
    // it.
    Tensor again = overBatch(Constraints.POSITIVE_DEFINITE.check(sample));
    for (int i = 0; i < TRIES && again.any().item().booleanValue(); i++) {
      Tensor drawn = bartlett(again.get(again).size());
      sample.set(drawn, again);
      Tensor singular = overBatch(Constraints.POSITIVE_DEFINITE.check(drawn).logicalNot());
      Tensor next = again.clone();
      next.set(singular, again);
      again = next;
    }
    return sample;
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    long p = size();
    Tensor t1 = df.neg().mul(Formulas.logDiagonal(factor).add(p * Math.log(2) / 2));
    Tensor logDet = Linalg.slogdet(value).logabsdet();
    Tensor trace = Torch.choleskySolve(value, factor).diagonal(0, -2, -1).sum(-1);
    return t1.sub(df.div(2).mvlgamma(p)).add(df.sub(p).sub(1).div(2).mul(logDet)).sub(trace.div(2));
  }

  @Override
  protected Tensor computeEntropy() {
    long p = size();
    Tensor t1 = Formulas.logDiagonal(factor).add(p * Math.log(2) / 2).mul((double) p + 1);
    Tensor t3 = df.sub(p).sub(1).div(2).mul(mvDigamma(df.div(2)));
    return t1.add(df.div(2).mvlgamma(p)).sub(t3).add(df.mul(p).div(2));
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {precision().neg().div(2), df.sub(size()).sub(1).div(2)};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    long p = size();
    Tensor sum = parameters[1].add((p + 1) / 2.0);
    Tensor logDet = Linalg.slogdet(parameters[0].mul(-2)).logabsdet();
    return sum.mul(logDet.neg().add(Math.log(2) * p)).add(sum.mvlgamma(p));
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  /** Samples by Bartlett's decomposition. */
  private Tensor bartlett(Size sampleShape) {
    long p = size();
    Tensor degrees =
        df.unsqueeze(-1).sub(Draws.range(p, factor).expand(Sizes.append(batchShape(), -1)));
    Gamma chi2 = new Gamma(degrees.mul(0.5), Torch.fullLike(degrees, 0.5), degrees.size(), false);
    Tensor roots = chi2.rsample(sampleShape).sqrt();
    Tensor diagonal = roots.clamp(Formulas.eps(roots)).diagEmbed();
    long below = p * (p - 1) / 2;
    Tensor normal =
        Torch.randn(
            Sizes.append(Sizes.concat(sampleShape, batchShape()), below),
            o -> o.dtype(diagonal.dtype()).device(diagonal.device()));
    Tensor noise = diagonal.add(Triangles.fromVector(normal, -1));
    Tensor root = factor.matmul(noise);
    return root.matmul(root.mT());
  }

  private Tensor overBatch(Tensor checks) {
    int dims = batchShape().size();
    return dims == 0 ? checks : checks.amax(LongStream.rangeClosed(1, dims).map(i -> -i).toArray());
  }

  /** The digamma function of several dimensions. */
  private Tensor mvDigamma(Tensor x) {
    Tensor steps = Draws.range(size(), x).div(2).expand(Sizes.append(x.size(), -1));
    return x.unsqueeze(-1).sub(steps).digamma().sum(-1);
  }
}
