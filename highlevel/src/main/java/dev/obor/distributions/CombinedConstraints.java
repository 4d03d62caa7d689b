package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constraints that are made of others, or that depend on a distribution's parameters. */
final class CombinedConstraints {
  private CombinedConstraints() {}

  /** One that is known only when the other parameters are. */
  static final class Dependent extends Intervals.BuiltIn {
    private final @Nullable Boolean isDiscrete;
    private final @Nullable Integer eventDim;

    Dependent(@Nullable Boolean isDiscrete, @Nullable Integer eventDim) {
      this.isDiscrete = isDiscrete;
      this.eventDim = eventDim;
    }

    @Override
    public boolean isDiscrete() {
      if (isDiscrete == null) {
        throw new NotImplementedException(".is_discrete cannot be determined statically");
      }
      return isDiscrete;
    }

    @Override
    public int eventDim() {
      if (eventDim == null) {
        throw new NotImplementedException(".event_dim cannot be determined statically");
      }
      return eventDim;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      throw new ValueException("Cannot determine validity of dependent constraint");
    }
  }

  static final class IndependentConstraint extends Intervals.BuiltIn {
    final Constraint baseConstraint;
    final int reinterpretedBatchNdims;

    IndependentConstraint(Constraint baseConstraint, int reinterpretedBatchNdims) {
      this.baseConstraint = baseConstraint;
      this.reinterpretedBatchNdims = reinterpretedBatchNdims;
    }

    @Override
    public boolean isDiscrete() {
      return baseConstraint.isDiscrete();
    }

    @Override
    public int eventDim() {
      return baseConstraint.eventDim() + reinterpretedBatchNdims;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      Tensor result = baseConstraint.check(value);
      if (result.dim() < reinterpretedBatchNdims) {
        throw new ValueException(
            "Expected value.dim() >= " + eventDim() + " but got " + value.dim());
      }
      Size kept = Sizes.butLast(result.size(), reinterpretedBatchNdims);
      return result.reshape(Sizes.append(kept, -1)).all(-1);
    }

    @Override
    public String toString() {
      return "IndependentConstraint(" + baseConstraint + ", " + reinterpretedBatchNdims + ")";
    }
  }

  /** One that applies others along a dimension. */
  abstract static class Sequence extends Intervals.BuiltIn {
    final List<Constraint> parts;
    final int dim;

    Sequence(List<? extends Constraint> parts, int dim) {
      this.parts = List.copyOf(parts);
      this.dim = dim;
    }

    @Override
    public boolean isDiscrete() {
      return parts.stream().anyMatch(Constraint::isDiscrete);
    }

    @Override
    public int eventDim() {
      return parts.stream().mapToInt(Constraint::eventDim).max().orElseThrow();
    }

    void checkDim(Tensor value) {
      if (dim < -value.dim() || dim >= value.dim()) {
        throw new ValueException(
            "the constraint works along dimension "
                + dim
                + ", but got "
                + value.dim()
                + " dimensions");
      }
    }
  }

  static final class Cat extends Sequence {
    final List<Long> lengths;

    Cat(List<? extends Constraint> parts, int dim, List<Long> lengths) {
      super(parts, dim);
      this.lengths = List.copyOf(lengths);
      if (lengths.size() != parts.size()) {
        throw new ValueException(
            "expected a length for each constraint, but got "
                + lengths.size()
                + " for "
                + parts.size());
      }
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      checkDim(value);
      List<Tensor> checks = new ArrayList<>();
      long start = 0;
      for (int i = 0; i < parts.size(); i++) {
        checks.add(parts.get(i).check(value.narrow(dim, start, lengths.get(i))));
        start += lengths.get(i);
      }
      return Torch.cat(checks, dim);
    }
  }

  static final class Stack extends Sequence {
    Stack(List<? extends Constraint> parts, int dim) {
      super(parts, dim);
    }

    @Override
    public int eventDim() {
      int most = super.eventDim();
      return dim + most < 0 ? most + 1 : most;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      checkDim(value);
      List<Tensor> checks = new ArrayList<>();
      for (int i = 0; i < Math.min(parts.size(), value.size(dim)); i++) {
        checks.add(parts.get(i).check(value.select(dim, i)));
      }
      return Torch.stack(checks, dim);
    }
  }
}
