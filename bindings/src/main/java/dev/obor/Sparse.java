package dev.obor;

import java.util.function.Consumer;

/**
 * Functions of sparse tensors: Python's {@code torch.sparse}.
 *
 * <p>{@link Torch#sparseCooTensor} and its like make sparse tensors. All results are new tensors.
 * All functions may be called from any thread.
 */
public final class Sparse {
  private Sparse() {}

  /**
   * Multiplies a sparse matrix {@code (n, m)} by a sparse or dense one {@code (m, p)}; the result
   * is dense if one of them is: Python's {@code torch.sparse.mm(mat1, mat2)}.
   *
   * <pre>{@code
   * Tensor s = Torch.eye(2).toSparse();
   * Sparse.mm(s, Torch.ones(2, 2))
   * // tensor([[1., 1.],
   * //         [1., 1.]])
   * }</pre>
   *
   * @throws TorchException if the sizes do not fit
   */
  public static Tensor mm(Tensor mat1, Tensor mat2) {
    return Aten._sparse_mm(mat1, mat2);
  }

  /**
   * Multiplies a matrix in a row-compressed layout by a dense one, and combines the products by
   * {@code sum}, {@code mean}, {@code amax} or {@code amin}: Python's {@code torch.sparse.mm(mat1,
   * mat2, reduce)}.
   */
  public static Tensor mm(Tensor mat1, Tensor mat2, String reduce) {
    return Aten._sparse_mm_reduce(mat1, mat2, reduce);
  }

  /**
   * Computes {@code mat + mat1 @ mat2} with a sparse {@code mat1}: Python's {@code
   * torch.sparse.addmm(mat, mat1, mat2)}.
   *
   * <pre>{@code
   * Tensor s = Torch.eye(2).toSparse();
   * Tensor x = Torch.ones(2, 2);
   * Sparse.addmm(x, s, x, o -> o.beta(2))
   * // tensor([[3., 3.],
   * //         [3., 3.]])
   * }</pre>
   */
  public static Tensor addmm(Tensor mat, Tensor mat1, Tensor mat2) {
    return addmm(mat, mat1, mat2, o -> {});
  }

  /** Computes {@code beta * mat + alpha * mat1 @ mat2}; both factors are 1 unless given. */
  public static Tensor addmm(
      Tensor mat, Tensor mat1, Tensor mat2, Consumer<Keywords.AddmmOptions> options) {
    Factors factors = Factors.of(options);
    return Aten._sparse_addmm(mat, mat1, mat2, factors.beta, factors.alpha);
  }

  /** What the summands of a product are multiplied by. */
  private record Factors(Number beta, Number alpha) {
    static Factors of(Consumer<Keywords.AddmmOptions> options) {
      Keywords.AddmmOptions o = new Keywords.AddmmOptions();
      options.accept(o);
      return new Factors(Crossings.orDefault(o.beta, 1L), Crossings.orDefault(o.alpha, 1L));
    }
  }

  /**
   * Computes {@code input + mat1 @ mat2} at the places that {@code input}, in a row-compressed
   * layout, stores: Python's {@code torch.sparse.sampled_addmm(input, mat1, mat2)}.
   *
   * <pre>{@code
   * Tensor s = Torch.eye(2).toSparseCsr();
   * Tensor x = Torch.ones(2, 2);
   * Sparse.sampledAddmm(s, x, x).toDense()
   * // tensor([[3., 0.],
   * //         [0., 3.]])
   * }</pre>
   */
  public static Tensor sampledAddmm(Tensor input, Tensor mat1, Tensor mat2) {
    return sampledAddmm(input, mat1, mat2, o -> {});
  }

  /** The same with factors: {@code beta * input + alpha * mat1 @ mat2}. */
  public static Tensor sampledAddmm(
      Tensor input, Tensor mat1, Tensor mat2, Consumer<Keywords.AddmmOptions> options) {
    Factors factors = Factors.of(options);
    return Aten.sparse_sampled_addmm(input, mat1, mat2, factors.beta, factors.alpha);
  }

  /**
   * Adds up the stored elements; the result has no dimensions: Python's {@code
   * torch.sparse.sum(input)}.
   *
   * <pre>{@code
   * Tensor s = Torch.eye(2).toSparse();
   * Sparse.sum(s) // tensor(2.)
   * Sparse.sum(s, 0).toDense() // tensor([1., 1.])
   * }</pre>
   */
  public static Tensor sum(Tensor input) {
    return Aten._sparse_sum(input);
  }

  /**
   * Adds up the stored elements, converted first: Python's {@code torch.sparse.sum(input,
   * dtype=…)}.
   */
  public static Tensor sum(Tensor input, DType dtype) {
    return Aten._sparse_sum_dtype(input, dtype);
  }

  /**
   * Adds up along dimensions, which vanish; the result is dense when all sparse dimensions do:
   * Python's {@code torch.sparse.sum(input, dim)}.
   */
  public static Tensor sum(Tensor input, long... dim) {
    return Aten._sparse_sum_dim(input, dim);
  }

  /** The same, converted first: Python's {@code torch.sparse.sum(input, dim, dtype)}. */
  public static Tensor sum(Tensor input, long[] dim, DType dtype) {
    return Aten._sparse_sum_dim_dtype(input, dim, dtype);
  }

  /**
   * Scales the exponentials along a dimension so that they add up to 1, where elements that are not
   * stored count as negative infinity: Python's {@code torch.sparse.softmax(input, dim)}.
   *
   * <pre>{@code
   * Tensor s = Torch.eye(2).toSparse();
   * Sparse.softmax(s, 1).toDense()
   * // tensor([[1., 0.],
   * //         [0., 1.]])
   * }</pre>
   */
  public static Tensor softmax(Tensor input, long dim) {
    return Aten._sparse_softmax_int(input, dim, null);
  }

  /** The same, converted first: Python's {@code torch.sparse.softmax(input, dim, dtype=…)}. */
  public static Tensor softmax(Tensor input, long dim, DType dtype) {
    return Aten._sparse_softmax_int(input, dim, dtype);
  }

  /**
   * The logarithm of {@link #softmax}: Python's {@code torch.sparse.log_softmax(input, dim)}.
   *
   * <pre>{@code
   * Tensor s = Torch.ones(2, 2).toSparse();
   * Sparse.logSoftmax(s, 1).toDense()
   * // tensor([[-0.6931, -0.6931],
   * //         [-0.6931, -0.6931]])
   * }</pre>
   */
  public static Tensor logSoftmax(Tensor input, long dim) {
    return Aten._sparse_log_softmax_int(input, dim, null);
  }

  /** The same, converted first: Python's {@code torch.sparse.log_softmax(input, dim, dtype=…)}. */
  public static Tensor logSoftmax(Tensor input, long dim, DType dtype) {
    return Aten._sparse_log_softmax_int(input, dim, dtype);
  }

  /**
   * Makes a sparse matrix with the rows of {@code diagonals} on the diagonals that {@code offsets}
   * names: Python's {@code torch.sparse.spdiags(diagonals, offsets, shape)}.
   *
   * <pre>{@code
   * Tensor d = Torch.tensor(new double[][] {{1, 2}, {3, 4}});
   * Tensor i = Torch.tensor(new int[] {0, 1});
   * Sparse.spdiags(d, i, Torch.size(2, 2)).toDense()
   * // tensor([[1., 4.],
   * //         [0., 2.]])
   * }</pre>
   *
   * @param offsets 0 is the main diagonal, above it is positive, below it negative
   */
  public static Tensor spdiags(Tensor diagonals, Tensor offsets, Size shape) {
    return Aten._spdiags(diagonals, offsets, shape.toArray(), null);
  }

  /** The same in another layout: Python's {@code torch.sparse.spdiags(…, layout)}. */
  public static Tensor spdiags(Tensor diagonals, Tensor offsets, Size shape, Layout layout) {
    return Aten._spdiags(diagonals, offsets, shape.toArray(), layout);
  }

  /**
   * Solves {@code input X = other} with a sparse matrix in a row-compressed layout: Python's {@code
   * torch.sparse.spsolve(input, other)}.
   *
   * @throws TorchException if LibTorch has no solver for it; only those for CUDA devices may
   */
  public static Tensor spsolve(Tensor input, Tensor other) {
    return spsolve(input, other, true);
  }

  /** The same, or {@code X input = other} where {@code left} is false. */
  public static Tensor spsolve(Tensor input, Tensor other, boolean left) {
    return Aten._spsolve(input, other, left);
  }
}
