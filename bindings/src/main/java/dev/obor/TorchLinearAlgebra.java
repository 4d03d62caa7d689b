package dev.obor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link Torch} on matrices, which are no operators.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchLinearAlgebra extends TorchSignal permits TorchSettings {
  TorchLinearAlgebra() {}

  /**
   * The triangular factors of a matrix or a batch of them: Python's {@code torch.lu(A)}.
   *
   * <p>{@link Linalg#luFactor} is the same under its newer name.
   *
   * @throws LinAlgException if a matrix is singular
   */
  public static LuFactors lu(Tensor A) {
    return lu(A, true);
  }

  /** The same, with or without the exchange of rows: Python's {@code torch.lu(A, pivot)}. */
  public static LuFactors lu(Tensor A, boolean pivot) {
    return lu(A, pivot, false);
  }

  /**
   * The same, telling about singular matrices in {@code infos} instead of throwing: Python's {@code
   * torch.lu(A, pivot, get_infos)}.
   */
  public static LuFactors lu(Tensor A, boolean pivot, boolean getInfos) {
    Tensor[] results = Aten._lu_with_info(A, pivot, !getInfos);
    if (!getInfos) {
      results[2].close();
    }
    return new LuFactors(results[0], results[1], getInfos ? results[2] : null);
  }

  /**
   * Approximates the singular value decomposition of a large matrix by six random directions:
   * Python's {@code torch.svd_lowrank(A)}.
   */
  public static LowRankFactors svdLowrank(Tensor A) {
    return svdLowrank(A, 6);
  }

  /** The same with {@code q} directions: Python's {@code torch.svd_lowrank(A, q)}. */
  public static LowRankFactors svdLowrank(Tensor A, long q) {
    return svdLowrank(A, q, 2, null);
  }

  /**
   * The same for {@code A - M}: Python's {@code torch.svd_lowrank(A, q, niter, M)}.
   *
   * @param A a matrix m × n, or a batch of them
   * @param q somewhat more than the rank
   * @param niter how often the directions are refined
   * @param M a matrix, or one row for all; null for none
   */
  public static LowRankFactors svdLowrank(Tensor A, long q, long niter, @Nullable Tensor M) {
    return LowRank.svd(A, q, niter, M);
  }

  /** The same with Python's keyword arguments: {@code Torch.svdLowrank(A, o -> o.q(3).M(m))}. */
  public static LowRankFactors svdLowrank(Tensor A, Consumer<SvdLowrankOptions> options) {
    SvdLowrankOptions o = new SvdLowrankOptions();
    options.accept(o);
    return svdLowrank(A, o.q, o.niter, o.M);
  }

  /**
   * The principal components of the rows of a matrix: Python's {@code torch.pca_lowrank(A)}.
   *
   * @return the columns of {@code V} are the principal directions; {@code A V} projects
   */
  public static LowRankFactors pcaLowrank(Tensor A) {
    return pcaLowrank(A, Math.min(6, Math.min(A.size(-2), A.size(-1))));
  }

  /** The same with {@code q} components: Python's {@code torch.pca_lowrank(A, q)}. */
  public static LowRankFactors pcaLowrank(Tensor A, long q) {
    return pcaLowrank(A, q, true, 2);
  }

  /**
   * The same with all of Python's arguments: {@code torch.pca_lowrank(A, q, center, niter)}.
   *
   * @param center whether the mean row is subtracted first
   * @param niter how often the directions are refined
   * @throws ValueException if {@code q} is greater than both sides of the matrix, or a count is
   *     negative
   */
  public static LowRankFactors pcaLowrank(Tensor A, long q, boolean center, long niter) {
    return LowRank.pca(A, q, center, niter);
  }

  /**
   * The same with Python's keyword arguments: {@code Torch.pcaLowrank(A, o -> o.center(false))}.
   */
  public static LowRankFactors pcaLowrank(Tensor A, Consumer<PcaLowrankOptions> options) {
    PcaLowrankOptions o = new PcaLowrankOptions();
    options.accept(o);
    long q = o.q != null ? o.q : Math.min(6, Math.min(A.size(-2), A.size(-1)));
    return pcaLowrank(A, q, o.center, o.niter);
  }

  /**
   * The greatest eigenvalue of a symmetric positive definite matrix with its vector: Python's
   * {@code torch.lobpcg(A)}.
   *
   * @throws ValueException if the matrix has fewer than three rows for each eigenpair
   */
  public static Eigenpairs lobpcg(Tensor A) {
    return lobpcg(A, o -> {});
  }

  /** The {@code k} greatest eigenpairs: Python's {@code torch.lobpcg(A, k)}. */
  public static Eigenpairs lobpcg(Tensor A, long k) {
    return lobpcg(A, o -> o.k(k));
  }

  /** The same with Python's other arguments by name. */
  public static Eigenpairs lobpcg(Tensor A, long k, Consumer<LobpcgOptions> options) {
    return lobpcg(
        A,
        o -> {
          o.k(k);
          options.accept(o);
        });
  }

  /**
   * The same with all of Python's arguments by name, but {@code tracker} and the {@code ortho_}
   * parameters.
   *
   * <pre>{@code
   * Torch.lobpcg(A, o -> o.k(3).largest(false).tol(1e-6));
   * }</pre>
   *
   * <p>Where gradients are recorded for the matrix, all its eigenpairs are computed, and the wanted
   * ones are taken.
   */
  public static Eigenpairs lobpcg(Tensor A, Consumer<LobpcgOptions> options) {
    LobpcgOptions o = new LobpcgOptions();
    options.accept(o);
    return Lobpcg.of(A, o);
  }
}
