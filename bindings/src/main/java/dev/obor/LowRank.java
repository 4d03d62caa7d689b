package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * Singular value decompositions by random projection (Halko, Martinsson and Tropp, 2009, algorithms
 * 4.4 and 5.1).
 */
final class LowRank {
  private LowRank() {}

  static LowRankFactors pca(Tensor matrix, long q, boolean center, long niter) {
    long rows = matrix.size(-2);
    long most = Math.min(rows, matrix.size(-1));
    if (q < 0 || q > most) {
      throw new ValueException(
          "q(=" + q + ") must be non-negative integer and not greater than min(m, n)=" + most);
    }
    if (niter < 0) {
      throw new ValueException("niter(=" + niter + ") must be non-negative integer");
    }
    if (!center) {
      return svd(matrix, q, niter, null);
    }
    boolean sparse = matrix.layout() == Layout.SPARSE_COO;
    if (sparse && matrix.dim() != 2) {
      throw new ValueException("pca_lowrank input is expected to be 2-dimensional tensor");
    }
    try (Scope scope = Torch.scope()) {
      if (sparse) {
        Tensor ones = Torch.ones(Size.of(rows, 1), o -> o.dtype(matrix.dtype()));
        Tensor mean = product(matrix.t(), ones).div(rows);
        return scope.keepAll(svd(matrix, q, niter, mean.mT()));
      }
      Tensor mean = matrix.mean(new long[] {-2}, true);
      return scope.keepAll(svd(matrix.sub(mean), q, niter, null));
    }
  }

  static LowRankFactors svd(Tensor matrix, long q, long niter, @Nullable Tensor less) {
    try (Scope scope = Torch.scope()) {
      boolean wide = matrix.size(-2) < matrix.size(-1);
      Tensor shift = less == null ? null : less.broadcastTo(matrix.size());
      Tensor a = wide ? adjoint(matrix) : matrix;
      Tensor m = wide && shift != null ? shift.mH() : shift;
      Tensor basis = basis(a, m, q, niter);
      Tensor small = small(a, m, basis);
      ReturnTypes.LinalgSvd svd = Linalg.svd(small, false);
      Tensor left = basis.matmul(svd.U());
      Tensor right = svd.Vh().mH();
      return scope.keepAll(
          wide
              ? new LowRankFactors(right, svd.S(), left)
              : new LowRankFactors(left, svd.S(), right));
    }
  }

  /** {@code basisᴴ (a - m)}; a sparse factor must stand in front. */
  private static Tensor small(Tensor a, @Nullable Tensor m, Tensor basis) {
    if (a.layout() != Layout.STRIDED) {
      return difference(adjoint(a), m == null ? null : m.mH(), basis).mH();
    }
    Tensor product = basis.mH().matmul(a);
    return m == null ? product : product.sub(basis.mH().matmul(m));
  }

  /** Orthonormal columns whose span holds most of the matrix's range. */
  private static Tensor basis(Tensor a, @Nullable Tensor m, long q, long niter) {
    DType type = a.dtype();
    boolean plain =
        type.isComplex() || type == DType.FLOAT16 || type == DType.FLOAT32 || type == DType.FLOAT64;
    Tensor random =
        Torch.randn(
            Size.of(a.size(-1), q), o -> o.dtype(plain ? type : DType.FLOAT32).device(a.device()));
    Tensor basis = orthonormal(difference(a, m, random));
    for (long i = 0; i < niter; i++) {
      try (Tensor last = basis;
          Scope step = Torch.scope()) {
        // Made anew each time: the order in which gradients are summed decides their last bits.
        Tensor other = orthonormal(difference(adjoint(a), m == null ? null : m.mH(), last));
        basis = step.keep(orthonormal(difference(a, m, other)));
      }
    }
    return basis;
  }

  /** {@code (a - m) x}, without making {@code a - m}, which would fill a sparse matrix. */
  private static Tensor difference(Tensor a, @Nullable Tensor m, Tensor x) {
    Tensor product = product(a, x);
    return m == null ? product : product.sub(m.matmul(x));
  }

  private static Tensor adjoint(Tensor a) {
    return a.layout() == Layout.STRIDED ? a.mH() : a.transpose(-2, -1).conj();
  }

  private static Tensor product(Tensor a, Tensor x) {
    return a.layout() == Layout.STRIDED ? a.matmul(x) : Aten.mm(a, x);
  }

  private static Tensor orthonormal(Tensor x) {
    return Linalg.qr(x).Q();
  }
}
