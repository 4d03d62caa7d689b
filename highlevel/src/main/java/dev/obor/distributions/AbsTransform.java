package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * The absolute value, {@code y = |x|}, whose inverse gives the positive value: Python's {@code
 * AbsTransform()}.
 *
 * <pre>{@code
 * new AbsTransform().call(Torch.tensor(-2.0));  // tensor(2.)
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class AbsTransform extends Transform {
  /** Makes the transform. */
  public AbsTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public AbsTransform(int cacheSize) {
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
  protected Transform computeWithCache(int cacheSize) {
    return new AbsTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.abs();
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbsTransform;
  }

  @Override
  public int hashCode() {
    return AbsTransform.class.hashCode();
  }
}
