package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The checks of the dimensions that attention is called with. */
final class AttentionShapes {
  private AttentionShapes() {}

  /** Whether there are batches. */
  static boolean check(
      Tensor query, Tensor key, Tensor value, MultiHeadAttentionOptions o, long heads) {
    long dim = query.dim();
    if (dim != 2 && dim != 3) {
      throw new ValueException(
          "query should be unbatched 2D or batched 3D tensor but received "
              + dim
              + "-D query tensor");
    }
    String what = dim == 3 ? "For batched (3-D) `query`" : "For unbatched (2-D) `query`";
    if (key.dim() != dim || value.dim() != dim) {
      throw new ValueException(
          what
              + ", expected `key` and `value` to be "
              + dim
              + "-D but found "
              + key.dim()
              + "-D and "
              + value.dim()
              + "-D tensors respectively");
    }
    if (o.keyPaddingMask != null && o.keyPaddingMask.dim() != dim - 1) {
      throw new ValueException(
          what
              + ", expected `key_padding_mask` to be `None` or "
              + (dim - 1)
              + "-D but found "
              + o.keyPaddingMask.dim()
              + "-D tensor instead");
    }
    check(what, o.attnMask, dim, new long[] {heads, query.size(0), key.size(0)});
    return dim == 3;
  }

  private static void check(String what, @Nullable Tensor mask, long dim, long[] unbatchedShape) {
    if (mask == null) {
      return;
    }
    if (mask.dim() != 2 && mask.dim() != 3) {
      throw new ValueException(
          what
              + ", expected `attn_mask` to be `None`, 2-D or 3-D but found "
              + mask.dim()
              + "-D tensor instead");
    }
    if (dim == 2 && mask.dim() == 3 && !Arrays.equals(mask.size().toArray(), unbatchedShape)) {
      throw new ValueException(
          "Expected `attn_mask` shape to be "
              + Arrays.toString(unbatchedShape).replace('[', '(').replace(']', ')')
              + " but got "
              + mask.size());
    }
  }
}
