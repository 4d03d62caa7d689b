package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import org.jspecify.annotations.Nullable;

/** What attention does with masks before it uses them. The results belong to the open scope. */
final class AttentionMasks {
  private AttentionMasks() {}

  /** Whether operators on the tensor's device convert their arguments. */
  static boolean isUnderAutocast(Tensor tensor) {
    String type = tensor.device().type();
    return Torch.isAutocastAvailable(type) && Torch.isAutocastEnabled(type);
  }

  /** A mask of numbers to add, minus infinity where the given one is true. */
  static @Nullable Tensor canonical(
      @Nullable Tensor mask, String name, @Nullable Tensor other, String otherName, DType type) {
    if (mask == null) {
      return null;
    }
    boolean isFloat = mask.dtype().isFloatingPoint();
    if (mask.dtype() != DType.BOOL && !isFloat) {
      throw new ValueException("only bool and floating types of " + name + " are supported");
    }
    if (other != null && mask.dtype() != other.dtype()) {
      Warnings.warn(
          "Support for mismatched "
              + name
              + " and "
              + otherName
              + " is deprecated. Use same type for both instead.");
    }
    return isFloat
        ? mask
        : Aten.zeros_like(mask, type, null, null, null, null)
            .maskedFill_(mask, Double.NEGATIVE_INFINITY);
  }

  /**
   * Both masks as one.
   *
   * @param type 1 for a padding mask alone, 2 for another one, null for none
   */
  record Merged(@Nullable Tensor mask, @Nullable Long type) {}

  /** Masks of numbers as the fused functions take them. */
  static Merged merge(
      @Nullable Tensor attnMask, @Nullable Tensor keyPaddingMask, Tensor query, long numHeads) {
    if (attnMask == null) {
      return new Merged(keyPaddingMask, keyPaddingMask == null ? null : 1L);
    }
    long batch = query.size(0);
    long length = query.size(1);
    Tensor expanded =
        attnMask.dim() == 3
            ? attnMask.view(batch, -1, length, length)
            : attnMask.view(1, 1, length, length).expand(batch, numHeads, -1, -1);
    if (keyPaddingMask != null) {
      expanded =
          expanded.add(keyPaddingMask.view(batch, 1, 1, length).expand(-1, numHeads, -1, -1));
    }
    return new Merged(expanded, 2L);
  }
}
