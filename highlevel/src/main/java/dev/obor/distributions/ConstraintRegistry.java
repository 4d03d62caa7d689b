package dev.obor.distributions;

import dev.obor.NotImplementedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Says which transform leads from unconstrained numbers to the values that satisfy a constraint:
 * Python's {@code ConstraintRegistry}.
 *
 * <p>{@link Transforms#BIJECT_TO} and {@link Transforms#TRANSFORM_TO} are the two that PyTorch has.
 *
 * <pre>{@code
 * registry.register(MyConstraint.class, constraint -> new MyTransform(constraint.bound()));
 * }</pre>
 *
 * <p>A registry may be used from any thread.
 */
public final class ConstraintRegistry {
  private final Map<Class<?>, Function<Constraint, Transform>> factories =
      new ConcurrentHashMap<>();

  /** Makes an empty registry. */
  public ConstraintRegistry() {}

  /**
   * Registers the transforms for all constraints of a class: Python's {@code
   * registry.register(constraint, factory)}.
   */
  public <C extends Constraint> void register(
      Class<C> constraint, Function<? super C, ? extends Transform> factory) {
    factories.put(constraint, given -> factory.apply(constraint.cast(given)));
  }

  /** Registers the transforms for all constraints of the same class as a given one. */
  public void register(
      Constraint constraint, Function<? super Constraint, ? extends Transform> factory) {
    factories.put(constraint.getClass(), factory::apply);
  }

  /**
   * A transform to the values that satisfy a constraint: Python's {@code registry(constraint)}.
   *
   * @throws NotImplementedException if none is registered
   */
  public Transform call(Constraint constraint) {
    Function<Constraint, Transform> factory = factories.get(constraint.getClass());
    if (factory == null) {
      throw new NotImplementedException(
          "Cannot transform " + constraint.pythonName() + " constraints");
    }
    return factory.apply(constraint);
  }
}
