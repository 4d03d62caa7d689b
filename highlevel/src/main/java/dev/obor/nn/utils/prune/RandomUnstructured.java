package dev.obor.nn.utils.prune;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Prunes elements at random: Python's {@code prune.RandomUnstructured}. */
public final class RandomUnstructured extends BasePruningMethod {
  private final PruningAmount amount;

  /**
   * Makes the method.
   *
   * @param amount how many elements, or with a {@code double} which share of them
   */
  public RandomUnstructured(Number amount) {
    super("unstructured");
    this.amount = new PruningAmount(amount);
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    long count = amount.of(t.numel());
    try (Scope scope = Torch.scope()) {
      Tensor mask = defaultMask.clone();
      if (count != 0) {
        Tensor places = Aten.topk(Torch.randLike(t).view(-1), count, -1, true, true)[1];
        mask.view(-1).indexFill_(0, places, 0);
      }
      return scope.keep(mask);
    }
  }
}
