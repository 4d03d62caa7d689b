package dev.obor.amp;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A mode of the calling thread in which operators choose their dtypes, until it is closed: Python's
 * {@code torch.autocast}, made by {@link Amp#autocast}.
 *
 * <p>Matrix products, convolutions and their like convert float32 arguments to a dtype of half the
 * size; operators that need it, such as losses, convert to float32; all others take what they are
 * given. It is for the forward pass and the loss; the backward pass computes in the dtypes that the
 * forward pass had.
 *
 * <p>A mode belongs to the thread that set it and must be closed by it, the innermost first. A
 * virtual thread cannot have one, as {@link ThreadMode} says.
 */
public final class Autocast implements AutoCloseable {
  private static final List<DType> SUPPORTED = List.of(DType.BFLOAT16, DType.FLOAT16);

  private final DType dtype;
  private final boolean enabled;
  private final ThreadMode mode;

  Autocast(String deviceType, AutocastOptions options) {
    DType wanted = options.dtype;
    dtype = wanted == null ? Torch.getAutocastDtype(deviceType) : wanted;
    if (!Torch.isAutocastAvailable(deviceType)) {
      throw new TorchException(
          "User specified an unsupported autocast device_type '" + deviceType + "'");
    }
    enabled = options.enabled && isPossible(deviceType, dtype);
    boolean cache =
        Objects.requireNonNullElseGet(options.cacheEnabled, Torch::isAutocastCacheEnabled);
    mode = ThreadMode.autocast(Device.of(deviceType), enabled, dtype, cache);
  }

  /** Whether the device is there and has the dtype; warns as Python does if not. */
  private static boolean isPossible(String deviceType, DType dtype) {
    if (deviceType.equals("cuda")) {
      if (!Amp.isCudaAvailable()) {
        Warnings.warn(
            "UserWarning", "CUDA is not available or torch_xla is imported. Disabling autocast.");
        return false;
      }
      return true;
    }
    if (!SUPPORTED.contains(dtype)) {
      String name = deviceType.toUpperCase(Locale.ROOT);
      Warnings.warn(
          "UserWarning",
          "In "
              + name
              + " autocast, but the target dtype is not supported. Disabling autocast.\n"
              + name
              + " Autocast only supports dtypes of "
              + SUPPORTED.stream().map(DType::toString).collect(Collectors.joining(", "))
              + " currently.");
      return false;
    }
    return true;
  }

  /** The dtype that is converted to. */
  public DType dtype() {
    return dtype;
  }

  /** Whether operators convert: false if that was not wanted, or is not possible. */
  public boolean isEnabled() {
    return enabled;
  }

  /**
   * Goes back to the mode before. Closing twice is harmless.
   *
   * @throws IllegalStateException if another thread set the mode
   */
  @Override
  public void close() {
    mode.close();
  }
}
