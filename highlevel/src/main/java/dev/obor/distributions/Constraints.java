package dev.obor.distributions;

import dev.obor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The constraints that PyTorch has: Python's {@code torch.distributions.constraints}.
 *
 * <pre>{@code
 * Constraints.UNIT_INTERVAL.check(x);
 * Constraints.interval(-1.0, 1.0);            // Interval(lower_bound=-1.0, upper_bound=1.0)
 * Constraints.independent(Constraints.REAL, 1);
 * }</pre>
 *
 * <p>Bounds are numbers or tensors; a tensor must stay open as long as the constraint is used.
 * Python's decorator {@code dependent_property} has no counterpart: a method that returns a
 * constraint does what it does.
 */
public final class Constraints {
  /** The numbers 0 and 1: Python's {@code constraints.boolean}. */
  public static final Constraint BOOLEAN = new Intervals.Binary();

  /** Vectors of zeros with a single 1: Python's {@code constraints.one_hot}. */
  public static final Constraint ONE_HOT = new Shapes.OneHot();

  /** Whole numbers from 0: Python's {@code constraints.nonnegative_integer}. */
  public static final Constraint NONNEGATIVE_INTEGER =
      new Intervals.IntegerGreaterThan(Operand.of(0));

  /** Whole numbers from 1: Python's {@code constraints.positive_integer}. */
  public static final Constraint POSITIVE_INTEGER = new Intervals.IntegerGreaterThan(Operand.of(1));

  /** All numbers, but not NaN: Python's {@code constraints.real}. */
  public static final Constraint REAL = new Intervals.Real();

  /** Numbers above 0: Python's {@code constraints.positive}. */
  public static final Constraint POSITIVE = new Intervals.GreaterThan(Operand.of(0.0));

  /** Numbers from 0: Python's {@code constraints.nonnegative}. */
  public static final Constraint NONNEGATIVE = new Intervals.GreaterThanEq(Operand.of(0.0));

  /** Numbers from 0 to 1: Python's {@code constraints.unit_interval}. */
  public static final Constraint UNIT_INTERVAL =
      new Intervals.Interval(Operand.of(0.0), Operand.of(1.0));

  /**
   * Vectors of numbers from 0 whose sum is 1, to a millionth: Python's {@code constraints.simplex}.
   */
  public static final Constraint SIMPLEX = new Shapes.Simplex();

  /**
   * Square matrices with zeros above the diagonal: Python's {@code constraints.lower_triangular}.
   */
  public static final Constraint LOWER_TRIANGULAR = new Shapes.LowerTriangular();

  /**
   * Lower triangular matrices with a positive diagonal: Python's {@code
   * constraints.lower_cholesky}.
   */
  public static final Constraint LOWER_CHOLESKY = new Shapes.LowerCholesky();

  /**
   * Lower triangular matrices with a positive diagonal and rows of length 1: the Cholesky factors
   * of correlation matrices: Python's {@code constraints.corr_cholesky}.
   */
  public static final Constraint CORR_CHOLESKY = new Shapes.CorrCholesky();

  /** Square matrices: Python's {@code constraints.square}. */
  public static final Constraint SQUARE = new Shapes.Square();

  /** Symmetric matrices: Python's {@code constraints.symmetric}. */
  public static final Constraint SYMMETRIC = new Shapes.Symmetric();

  /**
   * Symmetric matrices without negative eigenvalues: Python's {@code
   * constraints.positive_semidefinite}.
   */
  public static final Constraint POSITIVE_SEMIDEFINITE = new Shapes.PositiveSemidefinite();

  /**
   * Symmetric matrices with positive eigenvalues: Python's {@code constraints.positive_definite}.
   */
  public static final Constraint POSITIVE_DEFINITE = new Shapes.PositiveDefinite();

  /** Vectors of numbers: Python's {@code constraints.real_vector}. */
  public static final Constraint REAL_VECTOR = independent(REAL, 1);

  /**
   * Stands for a constraint that depends on other parameters, and accepts no check: Python's {@code
   * constraints.dependent}.
   */
  public static final Constraint DEPENDENT = new CombinedConstraints.Dependent(null, null);

  private Constraints() {}

  /**
   * Stands for a constraint that depends on other parameters, with what is known of it: Python's
   * {@code constraints.dependent(is_discrete=…, event_dim=…)}.
   */
  public static Constraint dependent(@Nullable Boolean isDiscrete, @Nullable Integer eventDim) {
    return new CombinedConstraints.Dependent(isDiscrete, eventDim);
  }

  /** Whether a constraint depends on other parameters: Python's {@code is_dependent}. */
  public static boolean isDependent(Constraint constraint) {
    return constraint instanceof CombinedConstraints.Dependent;
  }

  /** Numbers above a bound: Python's {@code constraints.greater_than(lower_bound)}. */
  public static Constraint greaterThan(Number lowerBound) {
    return new Intervals.GreaterThan(Operand.of(lowerBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.greater_than(lower_bound)}.
   */
  public static Constraint greaterThan(Tensor lowerBound) {
    return new Intervals.GreaterThan(Operand.of(lowerBound));
  }

  /** Numbers from a bound on: Python's {@code constraints.greater_than_eq(lower_bound)}. */
  public static Constraint greaterThanEq(Number lowerBound) {
    return new Intervals.GreaterThanEq(Operand.of(lowerBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.greater_than_eq(lower_bound)}.
   */
  public static Constraint greaterThanEq(Tensor lowerBound) {
    return new Intervals.GreaterThanEq(Operand.of(lowerBound));
  }

  /** Numbers below a bound: Python's {@code constraints.less_than(upper_bound)}. */
  public static Constraint lessThan(Number upperBound) {
    return new Intervals.LessThan(Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.less_than(upper_bound)}.
   */
  public static Constraint lessThan(Tensor upperBound) {
    return new Intervals.LessThan(Operand.of(upperBound));
  }

  /**
   * Vectors of whole numbers from 0 whose sum is at most a bound: Python's {@code
   * constraints.multinomial(upper_bound)}.
   */
  public static Constraint multinomial(Number upperBound) {
    return new Shapes.Multinomial(Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.multinomial(upper_bound)}.
   */
  public static Constraint multinomial(Tensor upperBound) {
    return new Shapes.Multinomial(Operand.of(upperBound));
  }

  /**
   * Numbers between two bounds, both included: Python's {@code constraints.interval(lower_bound,
   * upper_bound)}.
   */
  public static Constraint interval(Number lowerBound, Number upperBound) {
    return new Intervals.Interval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.interval(lower_bound,
   * upper_bound)}.
   */
  public static Constraint interval(Tensor lowerBound, Tensor upperBound) {
    return new Intervals.Interval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.interval(lower_bound,
   * upper_bound)}.
   */
  public static Constraint interval(Number lowerBound, Tensor upperBound) {
    return new Intervals.Interval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code constraints.interval(lower_bound,
   * upper_bound)}.
   */
  public static Constraint interval(Tensor lowerBound, Number upperBound) {
    return new Intervals.Interval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * Numbers between two bounds, without the upper one: Python's {@code
   * constraints.half_open_interval(lower_bound, upper_bound)}.
   */
  public static Constraint halfOpenInterval(Number lowerBound, Number upperBound) {
    return new Intervals.HalfOpenInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.half_open_interval(lower_bound, upper_bound)}.
   */
  public static Constraint halfOpenInterval(Tensor lowerBound, Tensor upperBound) {
    return new Intervals.HalfOpenInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.half_open_interval(lower_bound, upper_bound)}.
   */
  public static Constraint halfOpenInterval(Number lowerBound, Tensor upperBound) {
    return new Intervals.HalfOpenInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.half_open_interval(lower_bound, upper_bound)}.
   */
  public static Constraint halfOpenInterval(Tensor lowerBound, Number upperBound) {
    return new Intervals.HalfOpenInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * Whole numbers between two bounds, both included: Python's {@code
   * constraints.integer_interval(lower_bound, upper_bound)}.
   */
  public static Constraint integerInterval(Number lowerBound, Number upperBound) {
    return new Intervals.IntegerInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.integer_interval(lower_bound, upper_bound)}.
   */
  public static Constraint integerInterval(Tensor lowerBound, Tensor upperBound) {
    return new Intervals.IntegerInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.integer_interval(lower_bound, upper_bound)}.
   */
  public static Constraint integerInterval(Number lowerBound, Tensor upperBound) {
    return new Intervals.IntegerInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * The same with a bound for each element: Python's {@code
   * constraints.integer_interval(lower_bound, upper_bound)}.
   */
  public static Constraint integerInterval(Tensor lowerBound, Number upperBound) {
    return new Intervals.IntegerInterval(Operand.of(lowerBound), Operand.of(upperBound));
  }

  /**
   * Takes the last dimensions as one value, which satisfies the constraint if all its elements do:
   * Python's {@code constraints.independent(base_constraint, reinterpreted_batch_ndims)}.
   *
   * @param reinterpretedBatchNdims how many dimensions, besides those that a value has already
   */
  public static Constraint independent(Constraint baseConstraint, int reinterpretedBatchNdims) {
    return new CombinedConstraints.IndependentConstraint(baseConstraint, reinterpretedBatchNdims);
  }

  /** The same for parts of length 1 along dimension 0: Python's {@code constraints.cat(cseq)}. */
  public static Constraint cat(List<? extends Constraint> parts) {
    return cat(parts, 0);
  }

  /** The same for parts of length 1: Python's {@code constraints.cat(cseq, dim)}. */
  public static Constraint cat(List<? extends Constraint> parts, int dim) {
    return cat(parts, dim, Stream.generate(() -> 1L).limit(parts.size()).toList());
  }

  /**
   * Applies one constraint after another to parts along a dimension, as {@code Torch.cat} joins
   * them: Python's {@code constraints.cat(cseq, dim, lengths)}.
   *
   * @param lengths the size of each part
   */
  public static Constraint cat(List<? extends Constraint> parts, int dim, List<Long> lengths) {
    return new CombinedConstraints.Cat(parts, dim, lengths);
  }

  /** The same along dimension 0: Python's {@code constraints.stack(cseq)}. */
  public static Constraint stack(List<? extends Constraint> parts) {
    return stack(parts, 0);
  }

  /**
   * Applies one constraint to each index of a dimension, as {@code Torch.stack} joins tensors:
   * Python's {@code constraints.stack(cseq, dim)}.
   */
  public static Constraint stack(List<? extends Constraint> parts, int dim) {
    return new CombinedConstraints.Stack(parts, dim);
  }
}
