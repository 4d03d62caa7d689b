package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Linalg;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What normal distributions over vectors compute with triangular factors. */
final class Gaussians {
  private Gaussians() {}

  /** Products of matrices and vectors whose batches broadcast. */
  static Tensor product(Tensor matrices, Tensor vectors) {
    return matrices.matmul(vectors.unsqueeze(-1)).squeeze(-1);
  }

  static Tensor solve(Tensor factor, Tensor right) {
    return Aten.linalg_solve_triangular(factor, right, false, true, false);
  }

  /**
   * The squared Mahalanobis distances {@code xᵀ (L Lᵀ)⁻¹ x}.
   *
   * @param factor L, of shape (batch, n, n), where the batch broadcasts to that of x
   * @param x of shape (…, batch, n)
   */
  static Tensor mahalanobis(Tensor factor, Tensor x) {
    long n = x.size(-1);
    Size batch = Sizes.butLast(x.size(), 1);
    Size factorBatch = Sizes.butLast(factor.size(), 2);
    int inner = factorBatch.size();
    int outer = batch.size() - inner;
    List<Long> shape = new ArrayList<>(Sizes.first(batch, outer).stream().boxed().toList());
    for (int i = 0; i < inner; i++) {
      shape.add(batch.get(outer + i) / factorBatch.get(i));
      shape.add(factorBatch.get(i));
    }
    shape.add(n);
    long[] order =
        LongStream.concat(
                LongStream.range(0, outer),
                LongStream.concat(
                    LongStream.range(0, inner).map(i -> outer + 2 * i),
                    LongStream.concat(
                        LongStream.range(0, inner).map(i -> outer + 2 * i + 1),
                        LongStream.of(outer + 2L * inner))))
            .toArray();
    Tensor split = x.reshape(shape.stream().mapToLong(Long::longValue).toArray()).permute(order);
    Tensor flatFactor = factor.reshape(-1, n, n);
    Tensor flatX = split.reshape(-1, flatFactor.size(0), n).permute(1, 2, 0);
    Tensor squares = solve(flatFactor, flatX).pow(2).sum(-2).t();
    long[] back =
        LongStream.concat(
                LongStream.range(0, outer),
                LongStream.range(0, inner)
                    .flatMap(i -> LongStream.of(outer + i, outer + inner + i)))
            .toArray();
    return squares.reshape(Sizes.butLast(split.size(), 1)).permute(back).reshape(batch);
  }

  /** The lower triangular factor of {@code I + Wᵀ D⁻¹ W}. */
  static Tensor capacitance(Tensor w, Tensor d) {
    Tensor k = w.mT().div(d.unsqueeze(-2)).matmul(w);
    return Linalg.cholesky(plusUnit(k));
  }

  /** Matrices with 1 added to their diagonals. */
  static Tensor plusUnit(Tensor matrices) {
    return matrices.add(
        Torch.eye(matrices.size(-1), o -> o.dtype(matrices.dtype()).device(matrices.device())));
  }

  static Tensor lowRankLogDet(Tensor d, Tensor capacitance) {
    return Formulas.logDiagonal(capacitance).mul(2).add(d.log().sum(-1));
  }

  static Tensor lowRankMahalanobis(Tensor w, Tensor d, Tensor x, Tensor capacitance) {
    Tensor whole = x.pow(2).div(d).sum(-1);
    Tensor part = product(w.mT().div(d.unsqueeze(-2)), x);
    return whole.sub(mahalanobis(capacitance, part));
  }

  /** The traces of {@code X Xᵀ}. */
  static Tensor traceOfSquare(Tensor x) {
    Size batch = Sizes.butLast(x.size(), 2);
    return x.reshape(-1, x.size(-1) * x.size(-2)).pow(2).sum(-1).reshape(batch);
  }
}
