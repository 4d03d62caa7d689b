package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What all layers that add to the sides of tensors have in common.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class PadNd extends Module {
  /** How much is added before and behind each dimension, the last one first. */
  public final Size padding;

  private final String mode;

  PadNd(int dims, Size padding, String mode) {
    this.padding = Size.of(Sizes.each(padding, 2 * dims));
    this.mode = mode;
  }

  @Nullable Double constant() {
    return null;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.pad(x, padding, mode, constant());
  }

  @Override
  public String extraRepr() {
    return Sizes.tuple(padding.toArray());
  }
}
