package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * The softmax along the last dimension; its inverse gives one of many arguments: Python's {@code
 * SoftmaxTransform()}.
 *
 * <pre>{@code
 * new SoftmaxTransform().call(Torch.zeros(2));  // tensor([0.5000, 0.5000])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class SoftmaxTransform extends Transform {
  /** Makes the transform. */
  public SoftmaxTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public SoftmaxTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.REAL_VECTOR;
  }

  @Override
  public Constraint codomain() {
    return Constraints.SIMPLEX;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new SoftmaxTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    Tensor probs = x.sub(x.max(-1, true).values()).exp();
    return probs.div(probs.sum(-1, true));
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.log();
  }

  @Override
  public Size forwardShape(Size shape) {
    return checked(shape);
  }

  @Override
  public Size inverseShape(Size shape) {
    return checked(shape);
  }

  /** A shape that has a last dimension. */
  static Size checked(Size shape) {
    if (shape.size() < 1) {
      throw new ValueException("Too few dimensions on input");
    }
    return shape;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxTransform;
  }

  @Override
  public int hashCode() {
    return SoftmaxTransform.class.hashCode();
  }
}
