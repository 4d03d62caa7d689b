package dev.obor.distributions;

import dev.obor.Tensor;

/**
 * The logistic function, {@code y = 1 / (1 + exp(-x))}, kept off 0 and 1: Python's {@code
 * SigmoidTransform()}.
 *
 * <pre>{@code
 * new SigmoidTransform().call(Torch.zeros(1));  // tensor([0.5000])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class SigmoidTransform extends Transform {
  /** Makes the transform. */
  public SigmoidTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public SigmoidTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.REAL;
  }

  @Override
  public Constraint codomain() {
    return Constraints.UNIT_INTERVAL;
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
    return new SigmoidTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return clipped(x);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    double tiny = Formulas.tiny(y);
    Tensor inside = y.clamp(tiny, 1 - Formulas.eps(y));
    return inside.log().sub(inside.neg().log1p());
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return Formulas.softplus(x.neg()).neg().sub(Formulas.softplus(x));
  }

  /** The logistic function, but no result is 0 or 1. */
  static Tensor clipped(Tensor x) {
    return x.sigmoid().clamp(Formulas.tiny(x), 1 - Formulas.eps(x));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigmoidTransform;
  }

  @Override
  public int hashCode() {
    return SigmoidTransform.class.hashCode();
  }
}
