package dev.obor.nn.utils.prune;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.stream.LongStream;

/** Prunes the channels of the smallest norm: Python's {@code prune.LnStructured}. */
public final class LnStructured extends StructuredPruning {
  private final Number n;

  /** Prunes channels of the last dimension. */
  public LnStructured(Number amount, Number n) {
    this(amount, n, -1);
  }

  /**
   * Makes the method.
   *
   * @param amount how many channels, or with a {@code double} which share of them
   * @param n the norm
   * @param dim the dimension of the channels
   */
  public LnStructured(Number amount, Number n, long dim) {
    super(amount, dim);
    this.n = n;
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    long count = count(t);
    if (count == 0) {
      return defaultMask;
    }
    try (Scope scope = Torch.scope()) {
      long own = dim < 0 ? dim + t.dim() : dim;
      long[] others = LongStream.range(0, t.dim()).filter(d -> d != own).toArray();
      Tensor norm = Aten.norm_ScalarOpt_dim(t, n, others, false);
      Tensor kept = Aten.topk(norm, t.size(dim) - count, -1, true, true)[1];
      return scope.keep(keeping(t, kept, defaultMask));
    }
  }
}
