package dev.obor.nn.utils.prune;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Prunes channels at random: Python's {@code prune.RandomStructured}. */
public final class RandomStructured extends StructuredPruning {
  /** Prunes channels of the last dimension. */
  public RandomStructured(Number amount) {
    this(amount, -1);
  }

  /**
   * Makes the method.
   *
   * @param amount how many channels, or with a {@code double} which share of them
   * @param dim the dimension of the channels
   */
  public RandomStructured(Number amount, long dim) {
    super(amount, dim);
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    long count = count(t);
    if (count == 0) {
      return defaultMask;
    }
    try (Scope scope = Torch.scope()) {
      Tensor chance = Torch.rand(t.size(dim));
      Tensor threshold = Aten.kthvalue(chance, count, -1, false)[0];
      Tensor kept = chance.gt(threshold).nonzero().squeeze(1).to(t.device());
      return scope.keep(keeping(t, kept, defaultMask));
    }
  }
}
