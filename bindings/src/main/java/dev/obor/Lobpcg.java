package dev.obor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Eigenpairs by the locally optimal block preconditioned conjugate gradient method, in the robust
 * form of Duersch, Shao, Yang and Gu (SIAM J. Sci. Comput. 40, 2018) and in Knyazev's first form.
 */
final class Lobpcg {
  private static final int ORTHOGONALIZATIONS = 3;

  private final Tensor a;
  private final @Nullable Tensor b;
  private final @Nullable Tensor preconditioner;
  private final LobpcgOptions options;
  private final double tolerance;
  private final double normA;
  private final double normB;

  /** The approximate vectors, of which the first {@link #converged} do not change any more. */
  private Tensor x;

  private Tensor e;
  private Tensor residual;
  private @Nullable Tensor direction;
  private long converged;

  private Lobpcg(Tensor a, @Nullable Tensor b, Tensor start, double tol, LobpcgOptions options) {
    this.a = a;
    this.b = b;
    this.preconditioner = options.iK;
    this.options = options;
    this.tolerance = tol;
    double scale = norm(start);
    this.normA = norm(product(a, start)) / scale;
    this.normB = norm(product(b, start)) / scale;
    Tensor reduced = reduction(start);
    ReturnTypes.LinalgEigh pairs = eigenpairs(form(a, start.matmul(reduced)));
    this.x = start.matmul(reduced.matmul(pairs.eigenvectors()));
    this.e = pairs.eigenvalues();
    this.residual = product(a, x).sub(product(b, x).mul(e));
    countConverged();
  }

  static Eigenpairs of(Tensor matrix, LobpcgOptions o) {
    long rows = matrix.size(-1);
    if (matrix.dim() < 2 || matrix.size(-2) != rows) {
      throw new ValueException("lobpcg expects square matrices, but A has " + matrix.size());
    }
    if (o.B != null && !o.B.size().equals(matrix.size())) {
      throw new ValueException(
          "lobpcg expects B to have the shape of A: " + o.B.size() + " and " + matrix.size());
    }
    if (!o.method.equals("ortho") && !o.method.equals("basic")) {
      throw new ValueException("lobpcg knows the methods ortho and basic, not " + o.method);
    }
    long wanted = o.k != null ? o.k : o.X == null ? 1 : o.X.size(-1);
    long width = o.X != null ? o.X.size(-1) : o.n != null ? o.n : wanted;
    if (rows < 3 * width) {
      throw new ValueException(
          "LPBPCG algorithm is not applicable when the number of A rows (="
              + rows
              + ") is smaller than 3 x the number of requested eigenpairs (="
              + width
              + ")");
    }
    boolean records = matrix.requiresGrad() || (o.B != null && o.B.requiresGrad());
    try (Scope scope = Torch.scope()) {
      if (Torch.isGradEnabled() && records) {
        return scope.keepAll(differentiable(matrix, wanted, o));
      }
      return scope.keepAll(batches(matrix, wanted, width, o));
    }
  }

  /** All eigenpairs by a differentiable operator, and of these the wanted ones. */
  private static Eigenpairs differentiable(Tensor matrix, long wanted, LobpcgOptions o) {
    if (o.B != null) {
      throw new ValueException("lobpcg.backward does not support backward with B != I yet.");
    }
    ReturnTypes.LinalgEigh all = Linalg.eigh(matrix.add(matrix.mT()).div(2), "U");
    Tensor values = o.largest ? all.eigenvalues().flip(-1) : all.eigenvalues();
    Tensor vectors = o.largest ? all.eigenvectors().flip(-1) : all.eigenvectors();
    return new Eigenpairs(values.narrow(-1, 0, wanted), vectors.narrow(-1, 0, wanted));
  }

  private static Eigenpairs batches(Tensor matrix, long wanted, long width, LobpcgOptions o) {
    if (matrix.dim() == 2) {
      return run(matrix, o.B, o.X, wanted, width, o);
    }
    long rows = matrix.size(-1);
    List<Tensor> as = matrix.reshape(-1, rows, rows).unbind();
    List<Tensor> bs = o.B == null ? List.of() : o.B.reshape(-1, rows, rows).unbind();
    List<Tensor> xs = o.X == null ? List.of() : o.X.reshape(-1, rows, width).unbind();
    List<Tensor> values = new ArrayList<>();
    List<Tensor> vectors = new ArrayList<>();
    for (int i = 0; i < as.size(); i++) {
      Tensor b = bs.isEmpty() ? null : bs.get(i);
      Tensor x = xs.isEmpty() ? null : xs.get(i);
      Eigenpairs pairs = run(as.get(i), b, x, wanted, width, o);
      values.add(pairs.E());
      vectors.add(pairs.X());
    }
    long[] batch = Arrays.copyOf(matrix.size().toArray(), matrix.dim() - 2);
    return new Eigenpairs(
        Torch.stack(values).reshape(join(batch, wanted)),
        Torch.stack(vectors).reshape(join(batch, rows, wanted)));
  }

  private static long[] join(long[] batch, long... last) {
    long[] sizes = Arrays.copyOf(batch, batch.length + last.length);
    System.arraycopy(last, 0, sizes, batch.length, last.length);
    return sizes;
  }

  private static Eigenpairs run(
      Tensor a, @Nullable Tensor b, @Nullable Tensor x, long wanted, long width, LobpcgOptions o) {
    DType type = a.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    double tol = o.tol != null ? o.tol : Math.sqrt(type == DType.FLOAT64 ? 2.23e-16 : 1.2e-07);
    Tensor start =
        x != null
            ? x
            : Torch.randn(Size.of(a.size(-1), width), t -> t.dtype(type).device(a.device()));
    Lobpcg search = new Lobpcg(a, b, start, tol, o);
    for (long left = o.niter - 1; left != 0 && search.converged < wanted; left--) {
      search.step();
    }
    return new Eigenpairs(
        search.e.narrow(0, 0, wanted), search.x.narrow(1, 0, wanted).contiguous());
  }

  private void step() {
    Tensor beforeX = x;
    Tensor beforeE = e;
    Tensor beforeResidual = residual;
    Tensor beforeDirection = direction;
    try (Scope scope = Torch.scope()) {
      if (options.method.equals("ortho")) {
        orthogonal();
      } else {
        basic();
      }
      residual = product(a, x).sub(product(b, x).mul(e));
      countConverged();
      scope.keepAll(Arrays.asList(x, e, residual, direction));
    }
    beforeX.close();
    beforeE.close();
    beforeResidual.close();
    if (beforeDirection != null) {
      beforeDirection.close();
    }
  }

  /** One Rayleigh-Ritz step over a basis that is orthonormal with respect to B. */
  private void orthogonal() {
    Tensor known = direction == null ? x : Torch.cat(List.of(x, direction), 1);
    Tensor fresh = orthogonalized(active(residual), known);
    Tensor basis = Torch.cat(List.of(active(known), fresh), 1);
    ReturnTypes.LinalgEigh pairs = eigenpairs(form(a, basis));
    long width = x.size(1) - converged;
    Tensor z = pairs.eigenvectors();
    long rest = z.size(1) - width;
    Tensor others = z.narrow(1, width, rest);
    Tensor turned = others.matmul(Linalg.qr(others.narrow(0, 0, width).mT()).Q());
    replaceActive(basis.matmul(z.narrow(1, 0, width)), pairs.eigenvalues().narrow(0, 0, width));
    direction = basis.matmul(turned);
  }

  /** One Rayleigh-Ritz step over vectors, directions and preconditioned residuals as they are. */
  private void basic() {
    Tensor fresh = product(preconditioner, active(residual));
    Tensor known = direction == null ? x : Torch.cat(List.of(x, direction), 1);
    Tensor basis = Torch.cat(List.of(active(known), fresh), 1);
    Tensor reduced = reduction(basis);
    ReturnTypes.LinalgEigh pairs = eigenpairs(form(a, basis.matmul(reduced)));
    Tensor combined = basis.matmul(reduced.matmul(pairs.eigenvectors()));
    long width = x.size(1) - converged;
    long others = Math.min(width, combined.size(1) - width);
    replaceActive(combined.narrow(1, 0, width), pairs.eigenvalues().narrow(0, 0, width));
    direction = combined.narrow(1, width, others);
  }

  private void replaceActive(Tensor vectors, Tensor values) {
    x = Torch.cat(List.of(x.narrow(1, 0, converged), vectors), 1);
    e = Torch.cat(List.of(e.narrow(0, 0, converged), values));
  }

  /** The columns that have not converged. */
  private Tensor active(Tensor columns) {
    return columns.narrow(1, converged, columns.size(1) - converged);
  }

  private void countConverged() {
    try (Scope scope = Torch.scope()) {
      Tensor scale = columnNorms(x).mul(e.abs().mul(normB).add(normA));
      boolean[] small = columnNorms(residual).div(scale).lt(tolerance).toBooleanArray();
      int count = 0;
      while (count < small.length && small[count]) {
        count++;
      }
      converged = Math.max(converged, count);
    }
  }

  /** A matrix R for which the columns of S R are orthonormal with respect to B, scaled first. */
  private Tensor reduction(Tensor s) {
    Tensor gram = form(b, s);
    Tensor scale = gram.diagonal().rsqrt();
    Tensor upper = Linalg.cholesky(gram.mul(scale).mul(scale.unsqueeze(1)), o -> o.upper(true));
    return Linalg.solveTriangular(upper, scale.diagEmbed(), o -> o.upper(true).left(false));
  }

  /** Columns that are orthonormal, and orthogonal to the known ones, with respect to B. */
  private Tensor orthogonalized(Tensor columns, Tensor known) {
    double knownNorm = norm(product(b, known));
    Tensor u = columns;
    Tensor overlap = known.mT().matmul(product(b, u));
    for (int i = 0; i < ORTHOGONALIZATIONS; i++) {
      u = u.sub(known.matmul(overlap));
      Tensor image = u;
      for (int j = 0; j < ORTHOGONALIZATIONS; j++) {
        u = orthonormal(u);
        if (u.size(1) == 0) {
          return u;
        }
        image = product(b, u);
        Tensor identity = Torch.eye(u.size(1), o -> o.dtype(columns.dtype()).device(a.device()));
        double error = norm(u.mT().matmul(image).sub(identity));
        if (error / (norm(image) * norm(u)) < tolerance) {
          break;
        }
      }
      overlap = known.mT().matmul(image);
      if (norm(overlap) / (knownNorm * norm(u)) < tolerance) {
        break;
      }
      if (a.size(-1) < u.size(1) + known.size(1)) {
        throw new ValueException(
            "Overdetermined shape of U: #B-cols(="
                + a.size(-1)
                + ") >= #U-cols(="
                + u.size(1)
                + ") + #V-cols(="
                + known.size(1)
                + ") must hold");
      }
    }
    return u;
  }

  /**
   * Orthonormal columns by the eigenvectors of their products (Stathopoulos and Wu, 2002); columns
   * of zeros are dropped.
   */
  private Tensor orthonormal(Tensor columns) {
    Tensor u = columns;
    Tensor lengths = form(b, u).diagonal();
    if (!lengths.ne(0).all().item().booleanValue()) {
      u = u.indexSelect(1, Torch.nonzero(lengths).squeeze(1));
      if (u.size(1) == 0) {
        return u;
      }
    }
    Tensor gram = form(b, u);
    Tensor scale = gram.diagonal().rsqrt();
    ReturnTypes.LinalgEigh pairs = Linalg.eigh(gram.mul(scale.unsqueeze(1)).mul(scale), "U");
    Tensor least = pairs.eigenvalues().abs().amax().mul(tolerance);
    Tensor values = Torch.maximum(pairs.eigenvalues(), least);
    return u.mul(scale).matmul(pairs.eigenvectors().mul(values.rsqrt()));
  }

  private ReturnTypes.LinalgEigh eigenpairs(Tensor symmetric) {
    ReturnTypes.LinalgEigh ascending = Linalg.eigh(symmetric, "U");
    return options.largest
        ? new ReturnTypes.LinalgEigh(
            ascending.eigenvalues().flip(-1), ascending.eigenvectors().flip(-1))
        : ascending;
  }

  private static Tensor form(@Nullable Tensor matrix, Tensor s) {
    return s.mT().matmul(product(matrix, s));
  }

  private static Tensor product(@Nullable Tensor matrix, Tensor columns) {
    if (matrix == null) {
      return columns;
    }
    return matrix.layout() == Layout.STRIDED ? matrix.matmul(columns) : Aten.mm(matrix, columns);
  }

  private static Tensor columnNorms(Tensor columns) {
    return Linalg.vectorNorm(columns, 2, new long[] {0}, false);
  }

  private static double norm(Tensor tensor) {
    return Linalg.vectorNorm(tensor).item().doubleValue();
  }
}
