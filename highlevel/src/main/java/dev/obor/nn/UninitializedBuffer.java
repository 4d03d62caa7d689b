package dev.obor.nn;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes buffers whose shape is still unknown: Python's {@code
 * torch.nn.parameter.UninitializedBuffer}. What {@link UninitializedParameter} says of parameters
 * holds for them too.
 *
 * <p>All methods may be called from any thread.
 */
public final class UninitializedBuffer {
  private UninitializedBuffer() {}

  /** Makes a buffer without a shape: Python's {@code UninitializedBuffer()}. */
  public static Tensor of() {
    return of(null, null);
  }

  /**
   * Makes a buffer without a shape: Python's {@code UninitializedBuffer(dtype=…, device=…)}.
   *
   * @param dtype the dtype that it will have, or null for the default dtype
   * @param device its device, or null for the CPU
   */
  public static Tensor of(@Nullable DType dtype, @Nullable Device device) {
    return UninitializedParameter.marked(UninitializedParameter.empty(dtype, device, 0));
  }
}
