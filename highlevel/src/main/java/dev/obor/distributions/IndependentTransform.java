package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Takes the last dimensions of what another transform works on as one value: Python's {@code
 * IndependentTransform(base_transform, reinterpreted_batch_ndims)}.
 *
 * <p>Values are transformed as before; {@link #logAbsDetJacobian} sums over these dimensions.
 *
 * <pre>{@code
 * new IndependentTransform(new ExpTransform(), 1).logAbsDetJacobian(x, y);  // one number a row
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class IndependentTransform extends Transform {
  private final Transform baseTransform;
  private final int reinterpretedBatchNdims;

  /**
   * Wraps a transform.
   *
   * @param reinterpretedBatchNdims how many dimensions, besides those that it works on already
   */
  public IndependentTransform(Transform baseTransform, int reinterpretedBatchNdims) {
    this(baseTransform, reinterpretedBatchNdims, 0);
  }

  /** The same with a cache of size 0 or 1. */
  public IndependentTransform(Transform baseTransform, int reinterpretedBatchNdims, int cacheSize) {
    super(cacheSize);
    this.baseTransform = baseTransform.withCache(cacheSize);
    this.reinterpretedBatchNdims = reinterpretedBatchNdims;
  }

  /** The wrapped transform: Python's {@code base_transform}. */
  public Transform baseTransform() {
    return baseTransform;
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(baseTransform.domain(), reinterpretedBatchNdims);
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(baseTransform.codomain(), reinterpretedBatchNdims);
  }

  @Override
  public boolean bijective() {
    return baseTransform.bijective();
  }

  @Override
  Operand signOperand() {
    return baseTransform.signOperand();
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new IndependentTransform(baseTransform, reinterpretedBatchNdims, cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    check(x, domain());
    return baseTransform.apply(x);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    check(y, codomain());
    return baseTransform.invert(y);
  }

  private static void check(Tensor value, Constraint constraint) {
    if (value.dim() < constraint.eventDim()) {
      throw new ValueException("Too few dimensions on input");
    }
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    Tensor result = baseTransform.computeLogAbsDetJacobian(x, y);
    return Formulas.sumRightmost(result, reinterpretedBatchNdims);
  }

  @Override
  public Size forwardShape(Size shape) {
    return baseTransform.forwardShape(shape);
  }

  @Override
  public Size inverseShape(Size shape) {
    return baseTransform.inverseShape(shape);
  }

  @Override
  public String toString() {
    return "IndependentTransform(" + baseTransform + ", " + reinterpretedBatchNdims + ")";
  }
}
