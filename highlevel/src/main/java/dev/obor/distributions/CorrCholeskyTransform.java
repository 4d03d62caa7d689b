package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/**
 * Maps vectors of n (n - 1) / 2 numbers to the Cholesky factors of correlation matrices of size n:
 * Python's {@code CorrCholeskyTransform()}.
 *
 * <pre>{@code
 * new CorrCholeskyTransform().call(Torch.zeros(3)).shape();  // torch.Size([3, 3])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class CorrCholeskyTransform extends Transform {
  /** Makes the transform. */
  public CorrCholeskyTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public CorrCholeskyTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.REAL_VECTOR;
  }

  @Override
  public Constraint codomain() {
    return Constraints.CORR_CHOLESKY;
  }

  @Override
  public boolean bijective() {
    return true;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new CorrCholeskyTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    Tensor bounded = x.tanh();
    double eps = Formulas.eps(bounded);
    Tensor r = Triangles.fromVector(bounded.clamp(-1 + eps, 1 - eps), -1);
    Tensor rest = Formulas.oneMinus(r.pow(2)).sqrt().cumprod(-1);
    Tensor unit = Torch.eye(r.size(-1), o -> o.dtype(r.dtype()).device(r.device()));
    return r.add(unit).mul(shifted(rest));
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    Tensor rest = Formulas.oneMinus(y.mul(y).cumsum(-1));
    Tensor t = Triangles.toVector(y, -1).div(Triangles.toVector(shifted(rest), -1).sqrt());
    return t.log1p().sub(t.neg().log1p()).div(2);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    Tensor rest = Formulas.oneMinus(y.mul(y).cumsum(-1));
    Tensor sticks = Triangles.toVector(rest, -2).log().sum(-1).mul(0.5);
    Tensor tanh = x.add(Formulas.softplus(x.mul(-2))).sub(Math.log(2)).sum(-1).mul(-2);
    return sticks.add(tanh);
  }

  /** Columns moved to the right by one, with ones in the first. */
  private static Tensor shifted(Tensor rest) {
    Tensor columns = rest.narrow(-1, 0, rest.size(-1) - 1);
    return Aten.constant_pad_nd(columns, new long[] {1, 0}, 1);
  }

  @Override
  public Size forwardShape(Size shape) {
    long n = Sizes.lastOf(SoftmaxTransform.checked(shape));
    long d = Math.round(Math.sqrt(0.25 + 2.0 * n) + 0.5);
    if (d * (d - 1) / 2 != n) {
      throw new ValueException("Input is not a flattened lower-diagonal number");
    }
    return Sizes.append(Sizes.butLast(shape, 1), d, d);
  }

  @Override
  public Size inverseShape(Size shape) {
    if (shape.size() < 2) {
      throw new ValueException("Too few dimensions on input");
    }
    long d = Sizes.lastOf(shape);
    if (shape.get(shape.size() - 2) != d) {
      throw new ValueException("Input is not square");
    }
    return Sizes.append(Sizes.butLast(shape, 2), d * (d - 1) / 2);
  }
}
