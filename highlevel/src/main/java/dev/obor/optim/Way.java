package dev.obor.optim;

import dev.obor.Tensor;
import dev.obor.TensorLists.WithGradients;
import dev.obor.TorchException;

/** How a step is computed. */
enum Way {
  /** One parameter after the other: Python's {@code foreach=False}. */
  SINGLE,
  /** The same numbers as {@link #SINGLE}, by one call for each operation. */
  BATCH,
  /** One call for each operation, with the numbers of Python's {@code foreach=True}. */
  FOREACH,
  /** One kernel for the whole step. */
  FUSED;

  /**
   * Chooses as Python does, with {@link #BATCH} where Python would choose {@link #SINGLE} by itself
   * and the operators on lists do the same.
   */
  static Way of(ParamGroup group, WithGradients found) {
    if (group.has("fused") && Boolean.TRUE.equals(group.optionalFlag("fused"))) {
      return FUSED;
    }
    boolean differentiable = group.has("differentiable") && group.flag("differentiable");
    Boolean foreach = group.optionalFlag("foreach");
    if (Boolean.TRUE.equals(foreach)) {
      if (differentiable) {
        throw new TorchException("_foreach ops don't support autograd");
      }
      return FOREACH;
    }
    if (differentiable || foreach != null || found.sparse()) {
      return SINGLE;
    }
    if (!found.cpu()) {
      return FOREACH;
    }
    return found.complex() || group.get("lr") instanceof Tensor ? SINGLE : BATCH;
  }
}
