package dev.obor.distributions;

import dev.obor.Tensor;
import dev.obor.Torch;

/** The constraints that bound numbers. */
final class Intervals {
  private Intervals() {}

  /** What Python's own constraints have in common: their names begin with an underscore. */
  abstract static class BuiltIn extends Constraint {
    @Override
    String pythonName() {
      return "_" + getClass().getSimpleName();
    }
  }

  /** One with bounds. */
  abstract static class Bounded extends BuiltIn {
    static Tensor whole(Tensor value) {
      return Torch.remainder(value, 1).eq(0);
    }
  }

  static final class GreaterThan extends Bounded {
    final Operand lowerBound;

    GreaterThan(Operand lowerBound) {
      this.lowerBound = lowerBound;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return lowerBound.below(value);
    }

    @Override
    public String toString() {
      return "GreaterThan(lower_bound=" + lowerBound + ")";
    }
  }

  static final class GreaterThanEq extends Bounded {
    final Operand lowerBound;

    GreaterThanEq(Operand lowerBound) {
      this.lowerBound = lowerBound;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return lowerBound.atMost(value);
    }

    @Override
    public String toString() {
      return "GreaterThanEq(lower_bound=" + lowerBound + ")";
    }
  }

  static final class LessThan extends Bounded {
    final Operand upperBound;

    LessThan(Operand upperBound) {
      this.upperBound = upperBound;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return upperBound.above(value);
    }

    @Override
    public String toString() {
      return "LessThan(upper_bound=" + upperBound + ")";
    }
  }

  /** One with two bounds. */
  abstract static class Between extends Bounded {
    final Operand lowerBound;
    final Operand upperBound;

    Between(Operand lowerBound, Operand upperBound) {
      this.lowerBound = lowerBound;
      this.upperBound = upperBound;
    }

    @Override
    public String toString() {
      return shownName() + "(lower_bound=" + lowerBound + ", upper_bound=" + upperBound + ")";
    }
  }

  static final class Interval extends Between {
    Interval(Operand lowerBound, Operand upperBound) {
      super(lowerBound, upperBound);
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return lowerBound.atMost(value).logicalAnd(upperBound.atLeast(value));
    }
  }

  static final class HalfOpenInterval extends Between {
    HalfOpenInterval(Operand lowerBound, Operand upperBound) {
      super(lowerBound, upperBound);
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return lowerBound.atMost(value).logicalAnd(upperBound.above(value));
    }
  }

  static final class IntegerInterval extends Between {
    IntegerInterval(Operand lowerBound, Operand upperBound) {
      super(lowerBound, upperBound);
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return whole(value)
          .logicalAnd(lowerBound.atMost(value))
          .logicalAnd(upperBound.atLeast(value));
    }
  }

  static final class IntegerGreaterThan extends Bounded {
    final Operand lowerBound;

    IntegerGreaterThan(Operand lowerBound) {
      this.lowerBound = lowerBound;
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return whole(value).logicalAnd(lowerBound.atMost(value));
    }

    @Override
    public String toString() {
      return "IntegerGreaterThan(lower_bound=" + lowerBound + ")";
    }
  }

  static final class Real extends BuiltIn {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return value.eq(value); // false where it is not a number
    }
  }

  static final class Binary extends BuiltIn {
    @Override
    String pythonName() {
      return "_Boolean";
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return value.eq(0).logicalOr(value.eq(1));
    }
  }
}
