package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.utils.parametrize.RightInverse;
import java.util.List;

/** The parametrization of {@link Parametrizations#orthogonal}. */
final class Orthogonal extends Module implements RightInverse {
  private final Size shape;
  private final String map;
  private final boolean hasBase;

  Orthogonal(Tensor weight, String map, boolean hasBase) {
    if (!List.of("matrix_exp", "cayley", "householder").contains(map)) {
      throw new ValueException(
          "orthogonal_map has to be one of \"matrix_exp\", \"cayley\", \"householder\". Got: "
              + map);
    }
    if (weight.dtype().isComplex() && map.equals("householder")) {
      throw new ValueException("The householder parametrization does not support complex tensors.");
    }
    this.shape = weight.size();
    this.map = map;
    this.hasBase = hasBase;
    if (hasBase) {
      registerBuffer("base", null);
    }
  }

  @Override
  public Tensor forward(Tensor original) {
    try (Scope scope = Torch.scope()) {
      boolean isWide = original.size(-2) < original.size(-1);
      Tensor x = isWide ? original.mT() : original;
      long n = x.size(-2);
      long k = x.size(-1);
      Tensor q = map.equals("householder") ? reflections(x) : rotation(x, n, k);
      if (hasBase && getattr("base") instanceof Tensor base) {
        q = base.matmul(q);
      }
      return scope.keep(isWide ? q.mT() : q);
    }
  }

  private Tensor rotation(Tensor x, long n, long k) {
    Tensor lower = x.tril();
    if (n != k) {
      long[] size = lower.size().toArray();
      size[size.length - 1] = n - k;
      lower = Torch.cat(List.of(lower, lower.newZeros(size)), -1);
    }
    Tensor skew = lower.sub(lower.mH());
    Tensor q;
    if (map.equals("matrix_exp")) {
      q = Aten.matrix_exp(skew);
    } else {
      Tensor identity = identity(n, skew);
      q =
          Aten.linalg_solve(
              Aten.add_Tensor(identity, skew, -0.5), Aten.add_Tensor(identity, skew, 0.5), true);
    }
    return n == k ? q : q.narrow(-1, 0, k);
  }

  private static Tensor reflections(Tensor x) {
    Tensor lower = x.tril(-1);
    Tensor tau = Torch.div(2.0, lower.mul(lower).sum(-2).add(1.0));
    Tensor q = Aten.linalg_householder_product(lower, tau);
    return q.mul(x.diagonal(0, -2, -1).toInt().unsqueeze(-2));
  }

  private static Tensor identity(long size, Tensor like) {
    return Torch.eye(size).to(like.device(), like.dtype());
  }

  @Override
  public Object rightInverse(Tensor value) {
    if (!value.size().equals(shape)) {
      throw new ValueException(
          "Expected a matrix or batch of matrices of shape "
              + shape
              + ". Got a tensor of shape "
              + value.size()
              + ".");
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      boolean isWide = value.size(-2) < value.size(-1);
      Tensor q = isWide ? value.mT() : value;
      return scope.keep(hasBase ? trivialized(q, value) : decomposed(q, isWide));
    }
  }

  private Tensor decomposed(Tensor q, boolean isWide) {
    if (!map.equals("householder")) {
      throw new NotImplementedException(
          "It is not possible to assign to the matrix exponential or the Cayley parametrizations"
              + " when use_trivialization=False.");
    }
    Tensor[] reflectors = Aten.geqrf(q);
    Tensor a = reflectors[0];
    Tensor diagonal = a.diagonal(0, -2, -1);
    diagonal.copy_(diagonal.sign());
    Tensor flipped = reflectors[1].eq(0);
    diagonal.copy_(diagonal.where(flipped.logicalNot(), diagonal.neg()));
    return isWide ? a.mT() : a;
  }

  private Tensor trivialized(Tensor q, Tensor value) {
    long n = q.size(-2);
    long k = q.size(-1);
    Tensor base;
    if (n == k) {
      base = isOrthogonal(q) ? q.clone() : orthogonalized(q);
    } else {
      long[] size = q.size().toArray();
      size[size.length - 1] = n - k;
      Tensor rest = Aten.randn(size, q.dtype(), null, q.device(), null);
      base = orthogonalized(Torch.cat(List.of(q, rest), -1));
    }
    setattr("base", base.detach().unscoped());
    Tensor negative = Torch.zerosLike(value);
    negative.diagonal(0, -2, -1).fill_(-1.0);
    return negative;
  }

  private static boolean isOrthogonal(Tensor q) {
    long n = q.size(-2);
    double eps = q.dtype().toReal() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    return Aten.allclose(q.mH().matmul(q), identity(q.size(-1), q), 1e-5, 10.0 * n * eps, false);
  }

  private static Tensor orthogonalized(Tensor a) {
    Tensor[] reflectors = Aten.geqrf(a);
    Tensor q = Aten.linalg_householder_product(reflectors[0], reflectors[1]);
    return q.mul(reflectors[0].diagonal(0, -2, -1).sgn().unsqueeze(-2));
  }

  @Override
  protected String getName() {
    return "_Orthogonal";
  }
}
