package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The one kind of accelerator that a LibTorch serves, such as CUDA or Apple's graphics processors:
 * Python's {@code torch.accelerator}.
 *
 * <pre>{@code
 * Device device = Torch.accelerator(); // or the CPU, where there is none
 * model.to(device);
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class Accelerator {
  private Accelerator() {}

  /** Whether an accelerator is there: Python's {@code torch.accelerator.is_available()}. */
  public static boolean isAvailable() {
    return deviceCount() > 0;
  }

  /** How many accelerators there are: Python's {@code torch.accelerator.device_count()}. */
  public static int deviceCount() {
    int code = DeviceNatives.accelerator();
    return code < 0 ? 0 : DeviceNatives.count(code);
  }

  /**
   * The kind of accelerator that this LibTorch is built for, as a device without an index; null
   * when it is built for the CPU alone: Python's {@code torch.accelerator.current_accelerator()}.
   */
  public static @Nullable Device currentAccelerator() {
    int code = DeviceNatives.accelerator();
    return code < 0 ? null : Device.ofCode(code);
  }

  /**
   * The index of the accelerator in use: Python's {@code torch.accelerator.current_device_index()}.
   *
   * @throws TorchException if there is none
   */
  public static int currentDeviceIndex() {
    return DeviceNatives.current_index();
  }

  /**
   * Sets which accelerator is in use: Python's {@code torch.accelerator.set_device_index(index)}.
   *
   * @throws TorchException if there is none
   */
  public static void setDeviceIndex(int index) {
    DeviceNatives.set_current_index(index);
  }

  /**
   * Waits until the accelerator in use has done all its work: Python's {@code
   * torch.accelerator.synchronize()}.
   *
   * @throws TorchException if there is none
   */
  public static void synchronize() {
    synchronize(currentDeviceIndex());
  }

  /** The same for one accelerator: Python's {@code torch.accelerator.synchronize(device)}. */
  public static void synchronize(int index) {
    DeviceNatives.synchronize(index);
  }

  /**
   * Gives back the memory that LibTorch holds for later; without an accelerator it does nothing:
   * Python's {@code torch.accelerator.empty_cache()}.
   */
  public static void emptyCache() {
    DeviceNatives.empty_cache();
  }
}
