package dev.obor.nn.utils.prune;

import dev.obor.Tensor;

/** Prunes nothing, but leaves the parameter ready: Python's {@code prune.Identity}. */
public final class Identity extends BasePruningMethod {
  /** Makes the method. */
  public Identity() {
    super("unstructured");
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    return defaultMask;
  }
}
