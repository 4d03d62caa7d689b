package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;

/**
 * The support of a {@link MixtureSameFamily}: a value satisfies it that satisfies the support of
 * every component: Python's {@code constraints.MixtureSameFamilyConstraint}.
 *
 * <pre>{@code
 * new MixtureSameFamilyConstraint(components.support()).check(value);
 * }</pre>
 */
public final class MixtureSameFamilyConstraint extends Constraint {
  private final Constraint baseConstraint;

  /**
   * Makes the constraint.
   *
   * @param baseConstraint the support of the components, along the last dimension of their batch
   */
  public MixtureSameFamilyConstraint(Constraint baseConstraint) {
    this.baseConstraint = baseConstraint;
  }

  /** The support of the components: Python's {@code base_constraint}. */
  public Constraint baseConstraint() {
    return baseConstraint;
  }

  @Override
  public boolean isDiscrete() {
    return baseConstraint.isDiscrete();
  }

  @Override
  public int eventDim() {
    return baseConstraint.eventDim();
  }

  @Override
  protected Tensor computeCheck(Tensor value) {
    Tensor result = baseConstraint.check(value.unsqueeze(-1L - eventDim()));
    if (value.dim() < eventDim()) {
      throw new ValueException("Expected value.dim() >= " + eventDim() + " but got " + value.dim());
    }
    Size kept = Sizes.first(result.size(), value.dim() - eventDim());
    return result.reshape(Sizes.append(kept, -1)).all(-1);
  }

  @Override
  public String toString() {
    return "MixtureSameFamilyConstraint(" + baseConstraint + ")";
  }
}
