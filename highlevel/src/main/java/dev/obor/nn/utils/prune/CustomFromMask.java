package dev.obor.nn.utils.prune;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/** Prunes by a mask of the caller's own: Python's {@code prune.CustomFromMask}. */
public final class CustomFromMask extends BasePruningMethod {
  private final Tensor mask;

  /**
   * Makes the method.
   *
   * @param mask 0 for what is to be zero and 1 else, of the shape of the parameter
   */
  public CustomFromMask(Tensor mask) {
    super("global");
    this.mask = mask;
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    if (!defaultMask.size().equals(mask.size())) {
      throw new ValueException(
          "the mask must have the shape " + defaultMask.size() + ", not " + mask.size());
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(defaultMask.mul(mask.to(defaultMask.dtype())));
    }
  }
}
