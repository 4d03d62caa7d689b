package dev.obor;

/**
 * NVIDIA's graphics processors: Python's {@code torch.cuda}.
 *
 * <p>All functions may be called from any thread.
 */
public final class Cuda {
  private static final Device DEVICE = Device.of("cuda");

  private Cuda() {}

  /** Whether CUDA can be used now: Python's {@code torch.cuda.is_available()}. */
  public static boolean isAvailable() {
    return deviceCount() > 0;
  }

  /**
   * Whether this LibTorch has code for CUDA, with or without a device: Python's {@code
   * torch.backends.cuda.is_built()}.
   */
  public static boolean isBuilt() {
    return DeviceNatives.is_built(DEVICE.rawCode());
  }

  /** How many CUDA devices there are: Python's {@code torch.cuda.device_count()}. */
  public static int deviceCount() {
    return DeviceNatives.count(DEVICE.rawCode());
  }

  /**
   * The index of the CUDA device in use: Python's {@code torch.cuda.current_device()}.
   *
   * @throws TorchException if there is none
   */
  public static int currentDevice() {
    DEVICE.requireThere();
    return DeviceNatives.current_index();
  }

  /**
   * Sets which CUDA device is in use: Python's {@code torch.cuda.set_device(device)}.
   *
   * @throws TorchException if there is none
   */
  public static void setDevice(int index) {
    DEVICE.requireThere();
    DeviceNatives.set_current_index(index);
  }

  /**
   * Waits until the CUDA device in use has done all its work: Python's {@code
   * torch.cuda.synchronize()}.
   *
   * @throws TorchException if there is none
   */
  public static void synchronize() {
    DeviceNatives.synchronize(currentDevice());
  }

  /**
   * Gives back the memory that LibTorch holds for later; without CUDA it does nothing: Python's
   * {@code torch.cuda.empty_cache()}.
   */
  public static void emptyCache() {
    if (isAvailable()) {
      DeviceNatives.empty_cache();
    }
  }

  /**
   * Seeds the generators of all CUDA devices; without CUDA it does nothing: Python's {@code
   * torch.cuda.manual_seed_all(seed)}.
   */
  public static void manualSeedAll(long seed) {
    for (int i = 0; i < deviceCount(); i++) {
      Generator.ofDevice(Device.of("cuda", i)).manualSeed(seed);
    }
  }

  /**
   * Seeds the generator of the CUDA device in use; without CUDA it does nothing: Python's {@code
   * torch.cuda.manual_seed(seed)}.
   */
  public static void manualSeed(long seed) {
    if (isAvailable()) {
      Generator.ofDevice(Device.of("cuda", currentDevice())).manualSeed(seed);
    }
  }
}
