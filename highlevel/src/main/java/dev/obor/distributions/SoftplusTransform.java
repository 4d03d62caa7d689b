package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * The soft plus, {@code y = log(1 + exp(x))}: Python's {@code SoftplusTransform()}.
 *
 * <pre>{@code
 * new SoftplusTransform().call(Torch.zeros(1));  // tensor([0.6931])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class SoftplusTransform extends Transform {
  /** Makes the transform. */
  public SoftplusTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public SoftplusTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.REAL;
  }

  @Override
  public Constraint codomain() {
    return Constraints.POSITIVE;
  }

  @Override
  public boolean bijective() {
    return true;
  }

  @Override
  protected int constantSign() {
    return 1;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new SoftplusTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return Formulas.softplus(x);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.neg().expm1().neg().log().add(y);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return Formulas.softplus(x.neg()).neg();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftplusTransform;
  }

  @Override
  public int hashCode() {
    return SoftplusTransform.class.hashCode();
  }
}
