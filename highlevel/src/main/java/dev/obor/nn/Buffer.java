package dev.obor.nn;

import dev.obor.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors that a {@link Module} counts among its buffers when they are in its fields:
 * Python's {@code torch.nn.Buffer}.
 *
 * <pre>{@code
 * class Centred extends Module {
 *   Tensor mean = Buffer.of(Torch.zeros(3)); // or registerBuffer("mean", Torch.zeros(3))
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return x.sub(mean);
 *   }
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class Buffer {
  /** Tensors are equal only to themselves. */
  private static final Map<Tensor, Boolean> PERSISTENT =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Buffer() {}

  /** Makes a buffer that is part of the state dict: Python's {@code nn.Buffer(data)}. */
  public static Tensor of(Tensor data) {
    return of(data, true);
  }

  /**
   * Makes a buffer: Python's {@code nn.Buffer(data, persistent=persistent)}.
   *
   * @param data the values
   * @param persistent whether it is part of the state dict
   * @return a new tensor over the same memory
   */
  public static Tensor of(Tensor data, boolean persistent) {
    Tensor buffer = data.detach().requiresGrad_(data.requiresGrad());
    PERSISTENT.put(buffer, persistent);
    return buffer;
  }

  /** Whether a tensor was made here. */
  static boolean isBuffer(@Nullable Object tensor) {
    return tensor instanceof Tensor && PERSISTENT.containsKey(tensor);
  }

  static boolean isPersistent(Tensor buffer) {
    return Boolean.TRUE.equals(PERSISTENT.get(buffer));
  }

  /** Makes a tensor a buffer if another one is, which it replaces or copies. */
  static void mark(@Nullable Tensor tensor, @Nullable Object like) {
    if (tensor != null && !tensor.isParameter() && like instanceof Tensor original) {
      Boolean persistent = PERSISTENT.get(original);
      if (persistent != null) {
        PERSISTENT.put(tensor, persistent);
      }
    }
  }
}
