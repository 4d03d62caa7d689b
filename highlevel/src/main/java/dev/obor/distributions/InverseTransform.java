package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;

/** The inverse of a transform, which {@link Transform#inv} gives. */
final class InverseTransform extends Transform {
  private final Transform transform;

  InverseTransform(Transform transform) {
    super(transform.cacheSize());
    this.transform = transform;
  }

  @Override
  public Constraint domain() {
    return transform.codomain();
  }

  @Override
  public Constraint codomain() {
    return transform.domain();
  }

  @Override
  public boolean bijective() {
    return transform.bijective();
  }

  @Override
  Operand signOperand() {
    return transform.signOperand();
  }

  @Override
  public Transform inv() {
    return transform;
  }

  @Override
  public Transform withCache(int cacheSize) {
    return transform.withCache(cacheSize).inv();
  }

  @Override
  Tensor apply(Tensor x) {
    return transform.invert(x);
  }

  @Override
  Tensor invert(Tensor y) {
    return transform.apply(y);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return transform.computeInverse(x);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return transform.computeLogAbsDetJacobian(y, x).neg();
  }

  @Override
  public Size forwardShape(Size shape) {
    return transform.inverseShape(shape);
  }

  @Override
  public Size inverseShape(Size shape) {
    return transform.forwardShape(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InverseTransform inverse && transform.equals(inverse.transform);
  }

  @Override
  public int hashCode() {
    return -transform.hashCode();
  }

  @Override
  public String toString() {
    return "_InverseTransform(" + transform + ")";
  }
}
