package dev.obor.distributions;

import dev.obor.Tensor;
import dev.obor.Torch;

/**
 * A set of values that a variable is restricted to: Python's {@code
 * torch.distributions.constraints.Constraint}.
 *
 * <pre>{@code
 * Constraints.POSITIVE.check(Torch.tensor(new double[] {1, -1}));  // tensor([ True, False])
 * Constraints.SIMPLEX.eventDim();                                  // 1
 * }</pre>
 *
 * <p>Those of PyTorch are in {@link Constraints}; others extend this class. A constraint does not
 * change, and may be used from any thread.
 */
public abstract class Constraint {
  /** For subclasses. */
  protected Constraint() {}

  /** Whether the values are discrete: Python's {@code is_discrete}; false unless overridden. */
  public boolean isDiscrete() {
    return false;
  }

  /**
   * How many of the last dimensions belong to one value: Python's {@code event_dim}; 0 unless
   * overridden.
   */
  public int eventDim() {
    return 0;
  }

  /**
   * Whether each value satisfies the constraint: Python's {@code check(value)}.
   *
   * @param value of at least {@link #eventDim} dimensions
   * @return of dtype bool and the shape of the value less the dimensions of one value
   */
  public final Tensor check(Tensor value) {
    return Torch.scoped(() -> computeCheck(value));
  }

  /** Computes {@link #check}; temporaries may stay open and are then closed. */
  protected abstract Tensor computeCheck(Tensor value);

  /** The class's name in Python. */
  String pythonName() {
    return getClass().getSimpleName();
  }

  /** As Python prints it: {@code Simplex()}. */
  @Override
  public String toString() {
    return shownName() + "()";
  }

  /** The name without its first character, which is an underscore in Python's own classes. */
  String shownName() {
    return pythonName().substring(1);
  }
}
