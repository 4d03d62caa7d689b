package dev.obor.nn.utils.prune;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Prunes the elements nearest to zero: Python's {@code prune.L1Unstructured}. */
public final class L1Unstructured extends BasePruningMethod {
  private final PruningAmount amount;

  /**
   * Makes the method.
   *
   * @param amount how many elements, or with a {@code double} which share of them
   */
  public L1Unstructured(Number amount) {
    super("unstructured");
    this.amount = new PruningAmount(amount);
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    long count = amount.of(t.numel());
    try (Scope scope = Torch.scope()) {
      Tensor mask = defaultMask.clone();
      if (count != 0) {
        Tensor places = Aten.topk(t.abs().view(-1), count, -1, false, true)[1];
        mask.view(-1).indexFill_(0, places, 0);
      }
      return scope.keep(mask);
    }
  }
}
