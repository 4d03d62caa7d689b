package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/** The part of {@link Init} that sees a tensor as a matrix or as kernels. */
abstract class MatrixInit {
  MatrixInit() {}

  /**
   * Fills a matrix with ones on the diagonal and zeros elsewhere: Python's {@code
   * init.eye_(tensor)}.
   *
   * @throws ValueException if the tensor does not have 2 dimensions
   */
  public static Tensor eye_(Tensor tensor) {
    checkMatrix(tensor);
    try (ThreadMode mode = Torch.noGrad()) {
      Aten.eye_m_out(tensor.size(0), tensor.size(1), tensor);
    }
    return tensor;
  }

  private static void checkMatrix(Tensor tensor) {
    if (tensor.dim() != 2) {
      throw new ValueException("Only tensors with 2 dimensions are supported");
    }
  }

  /** The same with one group: Python's {@code init.dirac_(tensor)}. */
  public static Tensor dirac_(Tensor tensor) {
    return dirac_(tensor, 1);
  }

  /**
   * Makes the kernels of a convolution that gives its input: Python's {@code init.dirac_(tensor,
   * groups)}.
   *
   * @param tensor of 3, 4 or 5 dimensions
   * @param groups the groups of the convolution
   * @throws ValueException if the tensor has other dimensions, or the first one cannot be divided
   */
  public static Tensor dirac_(Tensor tensor, long groups) {
    int dims = tensor.dim();
    if (dims < 3 || dims > 5) {
      throw new ValueException("Only tensors with 3, 4, or 5 dimensions are supported");
    }
    if (tensor.size(0) % groups != 0) {
      throw new ValueException("dim 0 must be divisible by groups");
    }
    long outputs = tensor.size(0) / groups;
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor middle = Aten.zero_(tensor);
      for (int d = dims - 1; d >= 2; d--) {
        middle = Aten.select_int(middle, d, tensor.size(d) / 2);
      }
      for (long g = 0; g < groups; g++) {
        Tensor group = Aten.slice_Tensor(middle, 0, g * outputs, (g + 1) * outputs, 1);
        Aten.fill__Scalar(Aten.diagonal(group, 0, 0, 1), 1);
      }
    }
    return tensor;
  }

  /** The same with factor 1: Python's {@code init.orthogonal_(tensor)}. */
  public static Tensor orthogonal_(Tensor tensor) {
    return orthogonal_(tensor, 1);
  }

  /** Fills with a random orthogonal matrix: Python's {@code init.orthogonal_(tensor, gain)}. */
  public static Tensor orthogonal_(Tensor tensor, double gain) {
    return orthogonal_(tensor, gain, null);
  }

  /**
   * The same from a given generator, or with null from the default one: Python's {@code
   * init.orthogonal_(tensor, gain, generator)}.
   *
   * @param tensor of 2 or more dimensions; those behind the first count as one
   * @param gain the factor of the matrix
   * @throws ValueException if the tensor has fewer than 2 dimensions
   */
  public static Tensor orthogonal_(Tensor tensor, double gain, @Nullable Generator generator) {
    if (tensor.dim() < 2) {
      throw new ValueException("Only tensors with 2 or more dimensions are supported");
    }
    if (tensor.numel() == 0) {
      return tensor;
    }
    long rows = tensor.size(0);
    long columns = tensor.numel() / rows;
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      long[] size = {rows, columns};
      Tensor normal = Aten.new_empty(tensor, size, null, null, null, null);
      Aten.normal_(normal, 0, 1, generator);
      boolean wide = rows < columns;
      Tensor[] qr = Aten.linalg_qr(wide ? Aten.t(normal) : normal, "reduced");
      Tensor signs = Aten.sign(Aten.diag(qr[1], 0));
      Tensor q = Aten.mul_Tensor(qr[0], signs);
      Aten.copy_(Aten.view(tensor, size), wide ? Aten.t(q) : q, false);
      Aten.mul__Scalar(tensor, gain);
    }
    return tensor;
  }

  /** The same with standard deviation 0.01: Python's {@code init.sparse_(tensor, sparsity)}. */
  public static Tensor sparse_(Tensor tensor, double sparsity) {
    return sparse_(tensor, sparsity, 0.01);
  }

  /** Fills a part of each column: Python's {@code init.sparse_(tensor, sparsity, std)}. */
  public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
    return sparse_(tensor, sparsity, std, null);
  }

  /**
   * Draws a matrix from a normal distribution and sets a part of each column to zero: Python's
   * {@code init.sparse_(tensor, sparsity, std, generator)}.
   *
   * @param sparsity the part of each column that is zero
   * @param std the standard deviation of the others
   * @param generator the source of the values; the default generator says, as in Python, where the
   *     zeros are
   * @throws ValueException if the tensor does not have 2 dimensions
   */
  public static Tensor sparse_(
      Tensor tensor, double sparsity, double std, @Nullable Generator generator) {
    checkMatrix(tensor);
    long rows = tensor.size(0);
    long zeros = (long) Math.ceil(sparsity * rows);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Aten.normal_(tensor, 0, std, generator);
      for (long column = 0; column < tensor.size(1); column++) {
        Tensor order = Aten.randperm(rows, null, null, null, null);
        Tensor cleared = Aten.slice_Tensor(order, 0, 0L, zeros, 1);
        Aten.index_fill__int_Scalar(Aten.select_int(tensor, 1, column), 0, cleared, 0);
      }
    }
    return tensor;
  }
}
