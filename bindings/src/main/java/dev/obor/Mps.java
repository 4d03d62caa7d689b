package dev.obor;

/**
 * Apple's graphics processors: Python's {@code torch.mps} and {@code torch.backends.mps}.
 *
 * <p>All functions may be called from any thread.
 */
public final class Mps {
  private static final Device DEVICE = Device.of("mps");

  private Mps() {}

  /** Whether the processor can be used now: Python's {@code torch.backends.mps.is_available()}. */
  public static boolean isAvailable() {
    return deviceCount() > 0;
  }

  /** Whether this LibTorch has code for it: Python's {@code torch.backends.mps.is_built()}. */
  public static boolean isBuilt() {
    return DeviceNatives.is_built(DEVICE.rawCode());
  }

  /** How many there are: Python's {@code torch.mps.device_count()}. */
  public static int deviceCount() {
    return DeviceNatives.count(DEVICE.rawCode());
  }
}
