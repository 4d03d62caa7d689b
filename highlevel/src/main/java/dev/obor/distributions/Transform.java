package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map between sets of values whose volume element is known: Python's {@code
 * torch.distributions.transforms.Transform}.
 *
 * <pre>{@code
 * Transform exp = new ExpTransform();
 * Tensor y = exp.call(x);
 * exp.inv().call(y);               // x again, but for rounding
 * exp.logAbsDetJacobian(x, y);     // log |dy/dx|
 * }</pre>
 *
 * <p><b>Caching.</b> A transform with a cache of size 1 remembers its latest argument and result,
 * and so inverts the result without computing: exactly, and where the inverse is dear or unstable.
 * It then returns the very tensor that it was given, while that is open.
 *
 * <p><b>Memory.</b> Results are new tensors that belong to the caller; the identity returns what it
 * is given. What a transform with a cache returns belongs to its cache too, so no scope owns it: it
 * is left to the collector.
 *
 * <p><b>Threads.</b> Transforms may be used from any thread.
 *
 * <p><b>Transforms of your own</b> extend this class and override the methods that begin with
 * {@code compute}; these may leave temporaries open, which are then closed.
 */
public abstract class Transform {
  private final int cacheSize;
  private final TransformCache cache = new TransformCache();
  private @Nullable Transform inverse;

  /** For subclasses without a cache. */
  protected Transform() {
    this(0);
  }

  /**
   * For subclasses.
   *
   * @param cacheSize 1 to remember the latest value, or 0
   * @throws ValueException if it is neither
   */
  protected Transform(int cacheSize) {
    if (cacheSize != 0 && cacheSize != 1) {
      throw new ValueException("cache_size must be 0 or 1");
    }
    this.cacheSize = cacheSize;
  }

  // ---- what it is

  /** The values that can be transformed: Python's {@code domain}. */
  public abstract Constraint domain();

  /** The values that come out, and that the inverse takes: Python's {@code codomain}. */
  public abstract Constraint codomain();

  /** Whether each value comes from exactly one: Python's {@code bijective}; false by default. */
  public boolean bijective() {
    return false;
  }

  /**
   * How many of the last dimensions are transformed together: Python's {@code event_dim}.
   *
   * @throws ValueException if they are not as many in the domain and in the codomain
   */
  public int eventDim() {
    int dims = domain().eventDim();
    if (dims != codomain().eventDim()) {
      throw new ValueException("Please use either .domain.event_dim or .codomain.event_dim");
    }
    return dims;
  }

  /**
   * 1 where the transform increases and -1 where it decreases: Python's {@code sign}, as a tensor.
   *
   * @throws NotImplementedException if that has no meaning
   */
  public final Tensor sign() {
    return owned(
        () -> {
          Operand sign = signOperand();
          Tensor tensor = sign.tensor();
          return tensor == null ? Torch.tensor((long) sign.value()) : Aten.alias(tensor);
        });
  }

  /** The sign where it is the same everywhere; what {@link #sign} gives unless it is overridden. */
  protected int constantSign() {
    throw new NotImplementedException(this + " has no sign");
  }

  Operand signOperand() {
    return Operand.of(constantSign());
  }

  /** The inverse transform: Python's {@code inv}; its own inverse is this transform. */
  public Transform inv() {
    Transform known = inverse;
    if (known == null) {
      known = makeInverse();
      inverse = known;
    }
    return known;
  }

  Transform makeInverse() {
    return new InverseTransform(this);
  }

  /** Makes another transform the inverse of this one. */
  final void setInverse(Transform other) {
    inverse = other;
  }

  /** The same with a cache of size 1: Python's {@code with_cache()}. */
  public final Transform withCache() {
    return withCache(1);
  }

  /** The same with or without a cache: Python's {@code with_cache(cache_size)}. */
  public Transform withCache(int cacheSize) {
    return cacheSize == this.cacheSize ? this : computeWithCache(cacheSize);
  }

  /** Makes the same transform with another size of its cache. */
  protected Transform computeWithCache(int cacheSize) {
    throw new NotImplementedException(
        PythonNames.ofTransform(this) + ".with_cache is not implemented");
  }

  final int cacheSize() {
    return cacheSize;
  }

  // ---- values

  /** Transforms values: Python's {@code transform(x)}. */
  public final Tensor call(Tensor x) {
    return owned(() -> apply(x));
  }

  /**
   * The logarithm of the absolute determinant of dy/dx: Python's {@code log_abs_det_jacobian(x,
   * y)}.
   *
   * @param x the argument
   * @param y the result, so that it need not be computed again
   * @return without the dimensions that are transformed together
   */
  public final Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return owned(
        () -> {
          Tensor result = computeLogAbsDetJacobian(x, y);
          return result == x || result == y ? Aten.alias(result) : result;
        });
  }

  /** The shape of the result for an argument of a shape: Python's {@code forward_shape(shape)}. */
  public Size forwardShape(Size shape) {
    return shape;
  }

  /** The shape of the argument for a result of a shape: Python's {@code inverse_shape(shape)}. */
  public Size inverseShape(Size shape) {
    return shape;
  }

  static Tensor owned(Supplier<Tensor> computation) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(computation.get());
    }
  }

  /** Transforms values, from the cache if they are in it. */
  Tensor apply(Tensor x) {
    if (cacheSize == 0) {
      return computeForward(x);
    }
    Tensor known = cache.result(x);
    if (known != null) {
      return known;
    }
    Tensor y = computeForward(x);
    return cache.keep(x, y, y);
  }

  /** Inverts values, from the cache if they are in it. */
  Tensor invert(Tensor y) {
    if (cacheSize == 0) {
      return computeInverse(y);
    }
    Tensor known = cache.argument(y);
    if (known != null) {
      return known;
    }
    Tensor x = computeInverse(y);
    return cache.keep(x, y, x);
  }

  // ---- for subclasses

  /** Computes {@link #call}. */
  protected abstract Tensor computeForward(Tensor x);

  /** Computes the argument from the result. */
  protected Tensor computeInverse(Tensor y) {
    throw new NotImplementedException(this + " has no inverse");
  }

  /** Computes {@link #logAbsDetJacobian}. */
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    throw new NotImplementedException(this + " does not implement log_abs_det_jacobian");
  }

  /** As Python prints it: {@code ExpTransform()}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "()";
  }
}
