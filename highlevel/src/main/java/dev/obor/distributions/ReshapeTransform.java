package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * Reshapes the last dimensions: Python's {@code ReshapeTransform(in_shape, out_shape)}.
 *
 * <pre>{@code
 * new ReshapeTransform(Torch.size(6), Torch.size(2, 3)).call(Torch.randn(5, 6)).shape();
 * // torch.Size([5, 2, 3])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class ReshapeTransform extends Transform {
  private final Size inShape;
  private final Size outShape;

  /**
   * Makes the transform.
   *
   * @throws ValueException if the shapes have different numbers of elements
   */
  public ReshapeTransform(Size inShape, Size outShape) {
    this(inShape, outShape, 0);
  }

  /** The same with a cache of size 0 or 1. */
  public ReshapeTransform(Size inShape, Size outShape, int cacheSize) {
    super(cacheSize);
    if (inShape.numel() != outShape.numel()) {
      throw new ValueException("in_shape, out_shape have different numbers of elements");
    }
    this.inShape = inShape;
    this.outShape = outShape;
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.REAL, inShape.size());
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(Constraints.REAL, outShape.size());
  }

  @Override
  public boolean bijective() {
    return true;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new ReshapeTransform(inShape, outShape, cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.reshape(Sizes.concat(Sizes.butLast(x.size(), inShape.size()), outShape));
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.reshape(Sizes.concat(Sizes.butLast(y.size(), outShape.size()), inShape));
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return Draws.full(Sizes.butLast(x.size(), inShape.size()), 0, x);
  }

  @Override
  public Size forwardShape(Size shape) {
    return exchanged(shape, inShape, outShape);
  }

  @Override
  public Size inverseShape(Size shape) {
    return exchanged(shape, outShape, inShape);
  }

  private static Size exchanged(Size shape, Size from, Size to) {
    if (shape.size() < from.size()) {
      throw new ValueException("Too few dimensions on input");
    }
    Size last = Sizes.last(shape, from.size());
    if (!last.equals(from)) {
      throw new ValueException("Shape mismatch: expected " + last + " but got " + from);
    }
    return Sizes.concat(Sizes.butLast(shape, from.size()), to);
  }
}
