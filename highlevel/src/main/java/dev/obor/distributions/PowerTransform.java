package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Objects;

/**
 * Raises to a power, {@code y = x^exponent}: Python's {@code PowerTransform(exponent)}.
 *
 * <pre>{@code
 * new PowerTransform(2).call(Torch.tensor(new double[] {1, 3}));  // tensor([1., 9.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class PowerTransform extends Transform {
  private final Tensor exponent;

  /** Makes the transform with one exponent. */
  public PowerTransform(double exponent) {
    this(Broadcast.of(exponent).get(0), 0);
  }

  /** Makes the transform with an exponent for each element; the tensor must stay open. */
  public PowerTransform(Tensor exponent) {
    this(exponent, 0);
  }

  /** The same with a cache of size 0 or 1. */
  public PowerTransform(Tensor exponent, int cacheSize) {
    super(cacheSize);
    this.exponent = exponent;
  }

  @Override
  public Constraint domain() {
    return Constraints.POSITIVE;
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
  Operand signOperand() {
    return Operand.of(exponent.sign());
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new PowerTransform(exponent, cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return x.pow(exponent);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return y.pow(Formulas.over(1, exponent));
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    return exponent.mul(y).div(x).abs().log();
  }

  @Override
  public Size forwardShape(Size shape) {
    return Torch.broadcastShapes(shape, exponent.size());
  }

  @Override
  public Size inverseShape(Size shape) {
    return forwardShape(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PowerTransform power
        && Operand.of(exponent).isSame(Operand.of(power.exponent));
  }

  @Override
  public int hashCode() {
    return Objects.hash(PowerTransform.class);
  }
}
