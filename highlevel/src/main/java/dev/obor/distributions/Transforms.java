package dev.obor.distributions;

import java.util.List;

/**
 * The identity, and the transforms that lead to constrained values: Python's {@code
 * torch.distributions.biject_to}, {@code transform_to} and {@code identity_transform}.
 *
 * <pre>{@code
 * Tensor unconstrained = Torch.zeros(size(3), o -> o.requiresGrad(true));
 * Constraint positive = normal.argConstraints().get("scale");
 * Tensor scale = Transforms.transformTo(positive).call(unconstrained);
 * }</pre>
 */
public final class Transforms {
  /** The transform that returns what it is given: Python's {@code identity_transform}. */
  public static final Transform IDENTITY_TRANSFORM = new ComposeTransform(List.of());

  /** The registry behind {@link #bijectTo}. */
  public static final ConstraintRegistry BIJECT_TO = new ConstraintRegistry();

  /** The registry behind {@link #transformTo}. */
  public static final ConstraintRegistry TRANSFORM_TO = new ConstraintRegistry();

  static {
    for (ConstraintRegistry registry : List.of(BIJECT_TO, TRANSFORM_TO)) {
      registerNumbers(registry);
      registerCombinations(registry);
      registry.register(Shapes.CorrCholesky.class, constraint -> new CorrCholeskyTransform());
    }
    BIJECT_TO.register(Shapes.Simplex.class, constraint -> new StickBreakingTransform());
    TRANSFORM_TO.register(Shapes.Simplex.class, constraint -> new SoftmaxTransform());
    TRANSFORM_TO.register(Shapes.LowerCholesky.class, constraint -> new LowerCholeskyTransform());
    TRANSFORM_TO.register(
        Shapes.PositiveDefinite.class, constraint -> new PositiveDefiniteTransform());
    TRANSFORM_TO.register(
        Shapes.PositiveSemidefinite.class, constraint -> new PositiveDefiniteTransform());
  }

  private Transforms() {}

  /**
   * A bijective transform from unconstrained numbers to the values that satisfy a constraint, with
   * a log-determinant: Python's {@code biject_to(constraint)}.
   *
   * @throws dev.obor.NotImplementedException if none is registered
   */
  public static Transform bijectTo(Constraint constraint) {
    return BIJECT_TO.call(constraint);
  }

  /**
   * A transform from unconstrained numbers to the values that satisfy a constraint, which several
   * arguments may lead to, for optimizing parameters: Python's {@code transform_to(constraint)}.
   *
   * @throws dev.obor.NotImplementedException if none is registered
   */
  public static Transform transformTo(Constraint constraint) {
    return TRANSFORM_TO.call(constraint);
  }

  private static void registerNumbers(ConstraintRegistry registry) {
    registry.register(Intervals.Real.class, constraint -> IDENTITY_TRANSFORM);
    registry.register(
        Intervals.GreaterThan.class, constraint -> shiftedExp(constraint.lowerBound, 1));
    registry.register(
        Intervals.GreaterThanEq.class, constraint -> shiftedExp(constraint.lowerBound, 1));
    registry.register(
        Intervals.LessThan.class, constraint -> shiftedExp(constraint.upperBound, -1));
    registry.register(Intervals.Interval.class, Transforms::between);
    registry.register(Intervals.HalfOpenInterval.class, Transforms::between);
  }

  private static Transform shiftedExp(Operand bound, int sign) {
    return new ComposeTransform(
        List.of(new ExpTransform(), new AffineTransform(bound, Operand.of(sign), 0, 0)));
  }

  private static Transform between(Intervals.Between constraint) {
    Operand lower = constraint.lowerBound;
    Operand upper = constraint.upperBound;
    boolean fromZero = lower.isNumber() && lower.value() == 0;
    boolean toOne = upper.isNumber() && upper.value() == 1;
    if (fromZero && toOne) {
      return new SigmoidTransform();
    }
    return new ComposeTransform(
        List.of(new SigmoidTransform(), new AffineTransform(lower, upper.minus(lower), 0, 0)));
  }

  private static void registerCombinations(ConstraintRegistry registry) {
    registry.register(
        CombinedConstraints.IndependentConstraint.class,
        constraint ->
            new IndependentTransform(
                registry.call(constraint.baseConstraint), constraint.reinterpretedBatchNdims));
    registry.register(
        CombinedConstraints.Cat.class,
        constraint ->
            new CatTransform(
                constraint.parts.stream().map(registry::call).toList(),
                constraint.dim,
                constraint.lengths));
    registry.register(
        CombinedConstraints.Stack.class,
        constraint ->
            new StackTransform(
                constraint.parts.stream().map(registry::call).toList(), constraint.dim));
  }
}
