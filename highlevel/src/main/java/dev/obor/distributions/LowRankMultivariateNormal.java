package dev.obor.distributions;

import dev.obor.Linalg;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The normal distribution over vectors with a covariance of low rank and a diagonal: Python's
 * {@code torch.distributions.LowRankMultivariateNormal}.
 *
 * <p>It is that of {@link MultivariateNormal} with {@code Σ = W Wᵀ + D}, computed in the rank of W.
 *
 * <p>Support: vectors of n numbers.
 *
 * <pre>{@code
 * Tensor w = Torch.tensor(new double[][] {{1}, {0}});
 * Distribution d = new LowRankMultivariateNormal(Torch.zeros(2), w, Torch.ones(2));
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class LowRankMultivariateNormal extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of(
          "loc", Constraints.REAL_VECTOR,
          "cov_factor", Constraints.independent(Constraints.REAL, 2),
          "cov_diag", Constraints.independent(Constraints.POSITIVE, 1));

  private final Tensor loc;
  private final Tensor covFactor;
  private final Tensor covDiag;
  private final Core core;

  /**
   * What all formulas start from; its shapes broadcast with the batch.
   *
   * @param w the factor
   * @param d the diagonal
   * @param capacitance the triangular factor of {@code I + Wᵀ D⁻¹ W}
   */
  record Core(Tensor w, Tensor d, Tensor capacitance) {}

  /**
   * Makes the distribution.
   *
   * @param loc the mean, of shape {@code batchShape + (n)}
   * @param covFactor W, of shape {@code batchShape + (n, rank)}
   * @param covDiag the diagonal of D, of shape {@code batchShape + (n)}
   */
  public LowRankMultivariateNormal(Tensor loc, Tensor covFactor, Tensor covDiag) {
    this(loc, covFactor, covDiag, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LowRankMultivariateNormal(
      Tensor loc, Tensor covFactor, Tensor covDiag, Consumer<? super DistributionOptions> options) {
    this(
        broadcast(loc, covFactor, covDiag),
        new Core(covFactor, covDiag, Torch.scoped(() -> Gaussians.capacitance(covFactor, covDiag))),
        DistributionOptions.of(options).validates());
    checkParameters();
  }

  private LowRankMultivariateNormal(
      List<Tensor> parameters, Core core, @Nullable Boolean validateArgs) {
    super(
        Sizes.butLast(parameters.get(0).size(), 1),
        Sizes.last(parameters.get(0).size(), 1),
        validateArgs);
    this.loc = parameters.get(0);
    this.covFactor = parameters.get(1);
    this.covDiag = parameters.get(2);
    this.core = core;
  }

  private static List<Tensor> broadcast(Tensor loc, Tensor covFactor, Tensor covDiag) {
    if (loc.dim() < 1) {
      throw new ValueException("loc must be at least one-dimensional.");
    }
    Size event = Sizes.last(loc.size(), 1);
    if (covFactor.dim() < 2) {
      throw new ValueException(
          "cov_factor must be at least two-dimensional, with optional leading batch dimensions");
    }
    if (covFactor.size(-2) != event.get(0)) {
      throw new ValueException(
          "cov_factor must be a batch of matrices with shape " + event.get(0) + " x m");
    }
    if (!Sizes.last(covDiag.size(), 1).equals(event)) {
      throw new ValueException("cov_diag must be a batch of vectors with shape " + event);
    }
    try (Scope scope = Torch.scope()) {
      List<Tensor> all =
          Torch.broadcastTensors(loc.unsqueeze(-1), covFactor, covDiag.unsqueeze(-1));
      return scope.keepAll(List.of(all.get(0).select(-1, 0), all.get(1), all.get(2).select(-1, 0)));
    } catch (TorchException e) {
      throw new ValueException(
          "Incompatible batch shapes: loc "
              + loc.size()
              + ", cov_factor "
              + covFactor.size()
              + ", cov_diag "
              + covDiag.size());
    }
  }

  /** The mean: Python's {@code loc}. */
  public Tensor loc() {
    return owned(() -> loc);
  }

  /** W: Python's {@code cov_factor}. */
  public Tensor covFactor() {
    return owned(() -> covFactor);
  }

  /** The diagonal of D: Python's {@code cov_diag}. */
  public Tensor covDiag() {
    return owned(() -> covDiag);
  }

  private Size matrices() {
    return Sizes.concat(batchShape(), eventShape(), eventShape());
  }

  /** The triangular factor of the covariance: Python's {@code scale_tril}. */
  public Tensor scaleTril() {
    return owned(
        () -> {
          Tensor root = core.d().sqrt().unsqueeze(-1);
          Tensor scaled = core.w().div(root);
          Tensor k = Gaussians.plusUnit(scaled.matmul(scaled.mT()));
          return root.mul(Linalg.cholesky(k)).expand(matrices());
        });
  }

  /** The covariance: Python's {@code covariance_matrix}. */
  public Tensor covarianceMatrix() {
    return owned(() -> core.w().matmul(core.w().mT()).add(core.d().diagEmbed()).expand(matrices()));
  }

  /** The inverse of the covariance: Python's {@code precision_matrix}. */
  public Tensor precisionMatrix() {
    return owned(
        () -> {
          Tensor a = Gaussians.solve(core.capacitance(), core.w().mT().div(core.d().unsqueeze(-2)));
          Tensor inverse = core.d().reciprocal().diagEmbed();
          return inverse.sub(a.mT().matmul(a)).expand(matrices());
        });
  }

  final Core core() {
    return core;
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
    return Map.of("loc", loc, "cov_factor", covFactor, "cov_diag", covDiag);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public LowRankMultivariateNormal expand(Size batchShape) {
    Size vectors = Sizes.concat(batchShape, eventShape());
    List<Tensor> expanded =
        List.of(
            loc.expand(vectors),
            covFactor.expand(Sizes.append(vectors, covFactor.size(-1))),
            covDiag.expand(vectors));
    return new LowRankMultivariateNormal(expanded, core, validates());
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
    return core.w().pow(2).sum(-1).add(core.d()).expand(Sizes.concat(batchShape(), eventShape()));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Size shape = extendedShape(sampleShape);
    Tensor epsW = Draws.normal(Sizes.append(Sizes.butLast(shape, 1), covFactor.size(-1)), loc);
    Tensor epsD = Draws.normal(shape, loc);
    return loc.add(Gaussians.product(core.w(), epsW)).add(core.d().sqrt().mul(epsD));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor distance =
        Gaussians.lowRankMahalanobis(core.w(), core.d(), value.sub(loc), core.capacitance());
    Tensor logDet = Gaussians.lowRankLogDet(core.d(), core.capacitance());
    double constant = Sizes.lastOf(eventShape()) * Formulas.LOG_TWO_PI;
    return logDet.add(constant).add(distance).mul(-0.5);
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor logDet = Gaussians.lowRankLogDet(core.d(), core.capacitance());
    double constant = Sizes.lastOf(eventShape()) * (1 + Formulas.LOG_TWO_PI);
    Tensor entropy = logDet.add(constant).mul(0.5);
    return batchShape().size() == 0 ? entropy : entropy.expand(batchShape());
  }
}
