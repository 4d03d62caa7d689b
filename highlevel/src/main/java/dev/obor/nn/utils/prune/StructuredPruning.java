package dev.obor.nn.utils.prune;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/** What methods that prune whole channels have in common. */
abstract class StructuredPruning extends BasePruningMethod {
  /** The dimension of the channels. */
  public final long dim;

  final PruningAmount amount;

  StructuredPruning(Number amount, long dim) {
    super("structured");
    this.amount = new PruningAmount(amount);
    this.dim = dim;
  }

  /** The number of channels to prune. */
  final long count(Tensor t) {
    if (t.dim() <= 1) {
      throw new ValueException(
          "Structured pruning can only be applied to multidimensional tensors. Found tensor of"
              + " shape "
              + t.size()
              + " with "
              + t.dim()
              + " dims");
    }
    if (dim >= t.dim()) {
      throw new IndexException("Invalid index " + dim + " for tensor of size " + t.size());
    }
    return amount.of(t.size(dim));
  }

  /** The mask so far, without all channels but those at some places. */
  final Tensor keeping(Tensor t, Tensor channels, Tensor defaultMask) {
    Tensor mask = Torch.zerosLike(t);
    return mask.indexFill_(dim, channels, 1).mul(defaultMask.to(mask.dtype()));
  }
}
