package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The normal distribution over vectors: Python's {@code torch.distributions.MultivariateNormal}.
 *
 * <p>{@code p(x) = exp(-(x - loc)ᵀ Σ⁻¹ (x - loc) / 2) / sqrt((2 π)^n det Σ)}, with a covariance Σ
 * that is given as it is, by its inverse, or by its triangular factor, which is the fastest.
 *
 * <p>Support: vectors of n numbers.
 *
 * <pre>{@code
 * MultivariateNormal d = new MultivariateNormal(Torch.zeros(2), Torch.eye(2));
 * new MultivariateNormal(loc, o -> o.scaleTril(factor)).rsample();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class MultivariateNormal extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "loc", Constraints.REAL_VECTOR,
          "covariance_matrix", Constraints.POSITIVE_DEFINITE,
          "precision_matrix", Constraints.POSITIVE_DEFINITE,
          "scale_tril", Constraints.LOWER_CHOLESKY);

  private final Tensor loc;
  private final CovarianceOptions.Kind kind;
  private final Tensor matrix;
  private final Tensor factor;

  /**
   * Makes the distribution of a mean and a covariance.
   *
   * @param loc of shape {@code batchShape + (n)}
   * @param covarianceMatrix of shape {@code batchShape + (n, n)}; the batches broadcast
   */
  public MultivariateNormal(Tensor loc, Tensor covarianceMatrix) {
    this(loc, o -> o.covarianceMatrix(covarianceMatrix));
  }

  /** Makes it with keyword arguments: {@code o -> o.scaleTril(factor)}. */
  public MultivariateNormal(Tensor loc, Consumer<? super CovarianceOptions> options) {
    this(loc, CovarianceOptions.read(options));
  }

  private MultivariateNormal(Tensor loc, CovarianceOptions o) {
    this(loc, o, batch(loc, o));
  }

  private MultivariateNormal(Tensor loc, CovarianceOptions o, Size batch) {
    super(batch, Sizes.last(loc.size(), 1), o.validates());
    Tensor given = o.matrix();
    this.kind = o.kind();
    this.loc = loc.expand(Sizes.append(batch, -1));
    this.matrix = given.expand(Sizes.append(batch, -1, -1));
    checkParameters();
    this.factor = o.factor();
  }

  private MultivariateNormal(MultivariateNormal from, Size batch) {
    super(batch, from.eventShape(), from.validates());
    long n = Sizes.lastOf(from.eventShape());
    this.kind = from.kind;
    this.loc = from.loc.expand(Sizes.append(batch, n));
    this.matrix = from.matrix.expand(Sizes.append(batch, n, n));
    this.factor = from.factor;
  }

  private static Size batch(Tensor loc, CovarianceOptions o) {
    if (loc.dim() < 1) {
      throw new ValueException("loc must be at least one-dimensional.");
    }
    Tensor matrix = o.matrix();
    if (matrix.dim() < 2) {
      throw new ValueException(
          o.kind().python
              + (o.kind() == CovarianceOptions.Kind.SCALE ? " matrix" : "")
              + " must be at least two-dimensional, with optional leading batch dimensions");
    }
    return Torch.broadcastShapes(Sizes.butLast(matrix.size(), 2), Sizes.butLast(loc.size(), 1));
  }

  /** The mean: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** The triangular factor of the covariance: Python's {@code scale_tril}. */
  public Tensor scaleTril() {
    return owned(() -> given(CovarianceOptions.Kind.SCALE, factor));
  }

  /** The covariance: Python's {@code covariance_matrix}. */
  public Tensor covarianceMatrix() {
    return owned(() -> given(CovarianceOptions.Kind.COVARIANCE, factor.matmul(factor.mT())));
  }

  /** The inverse of the covariance: Python's {@code precision_matrix}. */
  public Tensor precisionMatrix() {
    return owned(() -> given(CovarianceOptions.Kind.PRECISION, Torch.choleskyInverse(factor)));
  }

  private Tensor given(CovarianceOptions.Kind asked, Tensor computed) {
    Size shape = Sizes.concat(batchShape(), eventShape(), eventShape());
    return kind == asked ? matrix : computed.expand(shape);
  }

  /** The triangular factor, in a shape that broadcasts with the batch. */
  final Tensor factor() {
    return factor;
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.REAL_VECTOR;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("loc", loc, kind.python, matrix);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public MultivariateNormal expand(Size batchShape) {
    return new MultivariateNormal(this, batchShape);
  }

  @Override
  protected Tensor computeMean() {
    return loc;
  }

  @Override
  protected Tensor computeMode() {
    return loc;
  }

  @Override
  protected Tensor computeVariance() {
    return factor.pow(2).sum(-1).expand(Sizes.concat(batchShape(), eventShape()));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor eps = Draws.normal(extendedShape(sampleShape), loc);
    return loc.add(Gaussians.product(factor, eps));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor distance = Gaussians.mahalanobis(factor, value.sub(loc));
    double constant = Sizes.lastOf(eventShape()) * Formulas.LOG_TWO_PI;
    return distance.add(constant).mul(-0.5).sub(Formulas.logDiagonal(factor));
  }

  @Override
  protected Tensor computeEntropy() {
    double constant = 0.5 * Sizes.lastOf(eventShape()) * (1 + Formulas.LOG_TWO_PI);
    Tensor entropy = Formulas.logDiagonal(factor).add(constant);
    return batchShape().size() == 0 ? entropy : entropy.expand(batchShape());
  }
}
