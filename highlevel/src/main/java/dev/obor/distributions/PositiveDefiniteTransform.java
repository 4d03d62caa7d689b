package dev.obor.distributions;

import dev.obor.Linalg;
import dev.obor.Tensor;

/**
 * Maps square matrices to positive definite ones: Python's {@code PositiveDefiniteTransform()}.
 *
 * <pre>{@code
 * new PositiveDefiniteTransform().call(Torch.zeros(2, 2));  // the unit matrix
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class PositiveDefiniteTransform extends Transform {
  /** Makes the transform. */
  public PositiveDefiniteTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public PositiveDefiniteTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return LowerCholeskyTransform.REAL_MATRIX;
  }

  @Override
  public Constraint codomain() {
    return Constraints.POSITIVE_DEFINITE;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new PositiveDefiniteTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    Tensor factor = new LowerCholeskyTransform().computeForward(x);
    return factor.matmul(factor.mT());
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return new LowerCholeskyTransform().computeInverse(Linalg.cholesky(y));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PositiveDefiniteTransform;
  }

  @Override
  public int hashCode() {
    return PositiveDefiniteTransform.class.hashCode();
  }
}
