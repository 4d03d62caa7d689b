package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.utils.parametrize.RightInverse;

/** The parametrization of {@link Parametrizations#spectralNorm}. */
final class SpectrallyNormalized extends Module implements RightInverse {
  private final long powerIterations;
  private final long dim;
  private final double eps;

  SpectrallyNormalized(Tensor weight, long powerIterations, long dim, double eps) {
    long dims = weight.dim();
    if (dim >= dims || dim < -dims) {
      throw new IndexException(
          "Dimension out of range (expected to be in range of [-"
              + dims
              + ", "
              + (dims - 1)
              + "] but got "
              + dim
              + ")");
    }
    if (powerIterations <= 0) {
      throw new ValueException(
          "Expected n_power_iterations to be positive, but got n_power_iterations="
              + powerIterations);
    }
    this.powerIterations = powerIterations;
    this.dim = dim < 0 ? dim + dims : dim;
    this.eps = eps;
    if (dims > 1) {
      try (ThreadMode mode = Torch.noGrad();
          Scope scope = Torch.scope()) {
        Tensor matrix = matrix(weight);
        Tensor u = matrix.newEmpty(matrix.size(0)).normal_();
        Tensor v = matrix.newEmpty(matrix.size(1)).normal_();
        registerBuffer("_u", scope.keep(SpectralNorm.unit(u, eps)));
        registerBuffer("_v", scope.keep(SpectralNorm.unit(v, eps)));
        iterate(matrix, 15);
      }
    }
  }

  /** The tensor with the dimension of the outputs in front, and the others as one. */
  private Tensor matrix(Tensor weight) {
    return SpectralNorm.front(weight, dim).flatten(1, -1);
  }

  private void iterate(Tensor matrix, long count) {
    Tensor u = getBuffer("_u");
    Tensor v = getBuffer("_v");
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor adjoint = matrix.dtype().isComplex() ? matrix.t().conj() : matrix.t();
      for (long i = 0; i < count; i++) {
        u.copy_(SpectralNorm.unit(Aten.mv(matrix, v), eps));
        v.copy_(SpectralNorm.unit(Aten.mv(adjoint, u), eps));
      }
    }
  }

  @Override
  public Tensor forward(Tensor weight) {
    try (Scope scope = Torch.scope()) {
      if (weight.dim() == 1) {
        return scope.keep(SpectralNorm.unit(weight, eps));
      }
      Tensor matrix = matrix(weight);
      if (training()) {
        iterate(matrix, powerIterations);
      }
      Tensor u = getBuffer("_u").clone();
      Tensor v = getBuffer("_v").clone();
      return scope.keep(weight.div(Aten.vdot(u, Aten.mv(matrix, v))));
    }
  }

  @Override
  public Object rightInverse(Tensor value) {
    return value;
  }

  @Override
  protected String getName() {
    return "_SpectralNorm";
  }
}
