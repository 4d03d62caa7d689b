package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * Maps square matrices to lower triangular ones with a positive diagonal: Python's {@code
 * LowerCholeskyTransform()}.
 *
 * <pre>{@code
 * new LowerCholeskyTransform().call(Torch.zeros(2, 2));  // the unit matrix
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class LowerCholeskyTransform extends Transform {
  static final Constraint REAL_MATRIX = Constraints.independent(Constraints.REAL, 2);

  /** Makes the transform. */
  public LowerCholeskyTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public LowerCholeskyTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return REAL_MATRIX;
  }

  @Override
  public Constraint codomain() {
    return Constraints.LOWER_CHOLESKY;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new LowerCholeskyTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.tril(-1).add(x.diagonal(0, -2, -1).exp().diagEmbed());
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.tril(-1).add(y.diagonal(0, -2, -1).log().diagEmbed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LowerCholeskyTransform;
  }

  @Override
  public int hashCode() {
    return LowerCholeskyTransform.class.hashCode();
  }
}
