package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * The exponential, {@code y = exp(x)}: Python's {@code ExpTransform()}.
 *
 * <pre>{@code
 * new ExpTransform().call(Torch.zeros(1));  // tensor([1.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class ExpTransform extends Transform {
  /** Makes the transform. */
  public ExpTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public ExpTransform(int cacheSize) {
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
    return new ExpTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.exp();
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.log();
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return x;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpTransform;
  }

  @Override
  public int hashCode() {
    return ExpTransform.class.hashCode();
  }
}
