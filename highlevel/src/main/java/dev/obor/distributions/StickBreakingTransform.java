package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;

/**
 * Maps vectors of n numbers to n + 1 probabilities, by breaking off parts of a stick: Python's
 * {@code StickBreakingTransform()}.
 *
 * <pre>{@code
 * new StickBreakingTransform().call(Torch.zeros(2));  // tensor([0.3333, 0.3333, 0.3333])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class StickBreakingTransform extends Transform {
  /** Makes the transform. */
  public StickBreakingTransform() {
    this(0);
  }

  /** Makes it with a cache of size 0 or 1. */
  public StickBreakingTransform(int cacheSize) {
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
  public boolean bijective() {
    return true;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new StickBreakingTransform(cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    Tensor z = SigmoidTransform.clipped(x.sub(offset(x)));
    Tensor rest = Formulas.oneMinus(z).cumprod(-1);
    return Aten.constant_pad_nd(z, new long[] {0, 1}, 1)
        .mul(Aten.constant_pad_nd(rest, new long[] {1, 0}, 1));
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    Tensor parts = y.narrow(-1, 0, y.size(-1) - 1);
    Tensor rest = Formulas.oneMinus(parts.cumsum(-1)).clamp(Formulas.tiny(y));
    return parts.log().sub(rest.log()).add(offset(parts));
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    Tensor shifted = x.sub(offset(x));
    Tensor parts = y.narrow(-1, 0, y.size(-1) - 1);
    return shifted.neg().add(Formulas.logSigmoid(shifted)).add(parts.log()).sum(-1);
  }

  /** The logarithms of n, n - 1, …, 1, which make the middle of all parts the same. */
  private static Tensor offset(Tensor x) {
    long n = x.size(-1);
    Tensor steps = Draws.full(Size.of(n), 1, x).cumsum(-1);
    return Formulas.minus((double) n + 1, steps).log();
  }

  @Override
  public Size forwardShape(Size shape) {
    Size checked = SoftmaxTransform.checked(shape);
    return Sizes.append(Sizes.butLast(checked, 1), Sizes.lastOf(checked) + 1);
  }

  @Override
  public Size inverseShape(Size shape) {
    Size checked = SoftmaxTransform.checked(shape);
    return Sizes.append(Sizes.butLast(checked, 1), Sizes.lastOf(checked) - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StickBreakingTransform;
  }

  @Override
  public int hashCode() {
    return StickBreakingTransform.class.hashCode();
  }
}
