package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * The hyperbolic tangent, {@code y = tanh(x)}: Python's {@code TanhTransform()}.
 *
 * <pre>{@code
 * new TanhTransform().call(Torch.zeros(1));  // tensor([0.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class TanhTransform extends Transform {
  private static final Constraint INSIDE = Constraints.interval(-1.0, 1.0);

  /** Makes the transform. */
  public TanhTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public TanhTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.REAL;
  }

  @Override
  public Constraint codomain() {
    return INSIDE;
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
    return new TanhTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.tanh();
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.atanh();
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return Formulas.minus(Math.log(2), x).sub(Formulas.softplus(x.mul(-2))).mul(2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TanhTransform;
  }

  @Override
  public int hashCode() {
    return TanhTransform.class.hashCode();
  }
}
