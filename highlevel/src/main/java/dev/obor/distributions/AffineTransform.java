package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Objects;

/**
 * The affine map {@code y = loc + scale * x}: Python's {@code AffineTransform(loc, scale)}.
 *
 * <p>Loc and scale are numbers or tensors that broadcast with x, and stay open as long as the
 * transform is used.
 *
 * <pre>{@code
 * new AffineTransform(1, 2).call(x);
 * new AffineTransform(mean, std, 1);  // of vectors: log-determinants are sums over them
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class AffineTransform extends Transform {
  private final Operand loc;
  private final Operand scale;
  private final int eventDim;

  /** Makes the map of numbers. */
  public AffineTransform(Number loc, Number scale) {
    this(Operand.of(loc), Operand.of(scale), 0, 0);
  }

  /** Makes the map with a loc and a scale for each element. */
  public AffineTransform(Tensor loc, Tensor scale) {
    this(Operand.of(loc), Operand.of(scale), 0, 0);
  }

  /** Makes the map with a scale for each element. */
  public AffineTransform(Number loc, Tensor scale) {
    this(Operand.of(loc), Operand.of(scale), 0, 0);
  }

  /** Makes the map with a loc for each element. */
  public AffineTransform(Tensor loc, Number scale) {
    this(Operand.of(loc), Operand.of(scale), 0, 0);
  }

  /** Makes the map of numbers, of values with so many dimensions: {@code event_dim}. */
  public AffineTransform(Number loc, Number scale, int eventDim) {
    this(Operand.of(loc), Operand.of(scale), eventDim, 0);
  }

  /** Makes the map, of values with so many dimensions: {@code event_dim}. */
  public AffineTransform(Tensor loc, Tensor scale, int eventDim) {
    this(Operand.of(loc), Operand.of(scale), eventDim, 0);
  }

  AffineTransform(Operand loc, Operand scale, int eventDim, int cacheSize) {
    super(cacheSize);
    this.loc = loc;
    this.scale = scale;
    this.eventDim = eventDim;
  }

  @Override
  public int eventDim() {
    return eventDim;
  }

  @Override
  public Constraint domain() {
    return eventDim == 0 ? Constraints.REAL : Constraints.independent(Constraints.REAL, eventDim);
  }

  @Override
  public Constraint codomain() {
    return domain();
  }

  @Override
  public boolean bijective() {
    return true;
  }

  @Override
  Operand signOperand() {
    Tensor tensor = scale.tensor();
    return tensor == null
        ? Operand.of((int) Math.signum(scale.value()))
        : Operand.of(tensor.sign());
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new AffineTransform(loc, scale, eventDim, cacheSize);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    return loc.plus(scale.times(x));
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    return scale.dividing(loc.takenFrom(y));
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    Tensor tensor = scale.tensor();
    Tensor result =
        tensor == null ? Torch.fullLike(x, Math.log(Math.abs(scale.value()))) : tensor.abs().log();
    Size shape = x.size();
    if (eventDim > 0) {
      result = result.view(Sizes.append(Sizes.butLast(result.size(), eventDim), -1)).sum(-1);
      shape = Sizes.butLast(shape, eventDim);
    }
    return result.expand(shape);
  }

  @Override
  public Size forwardShape(Size shape) {
    return Torch.broadcastShapes(shape, loc.size(), scale.size());
  }

  @Override
  public Size inverseShape(Size shape) {
    return forwardShape(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineTransform affine
        && loc.isSame(affine.loc)
        && scale.isSame(affine.scale);
  }

  @Override
  public int hashCode() {
    return Objects.hash(AffineTransform.class);
  }
}
