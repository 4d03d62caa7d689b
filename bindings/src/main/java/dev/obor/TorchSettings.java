package dev.obor;

import java.util.Arrays;

/**
 * The constants of {@link Torch}, and the settings of the whole process or thread.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchSettings extends TorchLinearAlgebra permits TorchCheckpoints {
  /** Infinity: Python's {@code torch.inf}. */
  public static final double INF = Double.POSITIVE_INFINITY;

  /** Not a number: Python's {@code torch.nan}. */
  public static final double NAN = Double.NaN;

  /** The circumference of a circle by its diameter: Python's {@code torch.pi}. */
  public static final double PI = Math.PI;

  /** The base of natural logarithms: Python's {@code torch.e}. */
  public static final double E = Math.E;

  private static final String[] DEBUG_MODES = {"default", "warn", "error"};
  private static final String[] PRECISIONS = {"highest", "high", "medium"};

  TorchSettings() {}

  /** The texts of Python's {@code torch.__config__}: how LibTorch was built, and its threads. */
  public static final class Config {
    private Config() {}

    /** How LibTorch was built: Python's {@code torch.__config__.show()}. */
    public static String show() {
      Natives.load();
      return RuntimeNatives.configuration();
    }

    /** LibTorch's threads: Python's {@code torch.__config__.parallel_info()}. */
    public static String parallelInfo() {
      Natives.load();
      return RuntimeNatives.parallel_info();
    }
  }

  /**
   * The version of the loaded LibTorch, such as {@code 2.10.0}: Python's {@code torch.__version__}.
   */
  public static String version() {
    Natives.load();
    return RuntimeNatives.libtorch_version();
  }

  /**
   * Whether LibTorch uses the newer C++ strings: Python's {@code torch.compiled_with_cxx11_abi()}.
   */
  public static boolean compiledWithCxx11Abi() {
    return SettingsNatives.compiled_with_cxx11_abi();
  }

  // ---- random numbers

  /**
   * Seeds the default generators of all devices from the operating system: Python's {@code
   * torch.seed()}.
   *
   * @return the seed
   */
  public static long seed() {
    long seed = Generator.defaultGenerator().seed();
    if (Accelerator.isAvailable()) {
      RandomNatives.manual_seed(seed);
    }
    return seed;
  }

  // ---- devices

  /**
   * The device to compute on: the accelerator's, if one is there, or else the CPU. Python programs
   * write {@code torch.accelerator.current_accelerator() if torch.accelerator.is_available() else
   * "cpu"}.
   */
  public static Device accelerator() {
    Device accelerator = Accelerator.isAvailable() ? Accelerator.currentAccelerator() : null;
    return accelerator == null ? Device.CPU : accelerator;
  }

  /**
   * The device on which this thread makes tensors where none is named: Python's {@code
   * torch.get_default_device()}.
   */
  public static Device getDefaultDevice() {
    Device device = DefaultDevice.get();
    return device == null ? Device.CPU : device;
  }

  /**
   * Sets the device on which this thread makes tensors where none is named: Python's {@code
   * torch.set_default_device(device)}.
   *
   * <p>It counts for {@link Torch#tensor}, {@link Torch#zeros} and the other functions that make
   * tensors of no tensor, but as in Python not for {@link Torch#fromArray} and {@link
   * Torch#normal}.
   */
  public static void setDefaultDevice(Device device) {
    DefaultDevice.set(device);
  }

  /** Goes back to the CPU: Python's {@code torch.set_default_device(None)}. */
  public static void setDefaultDevice() {
    DefaultDevice.set(null);
  }

  /** The same by name, such as {@code cuda:0}. */
  public static void setDefaultDevice(String device) {
    setDefaultDevice(Device.of(device));
  }

  // ---- deterministic algorithms

  /**
   * Sets whether operators must give the same result every time: Python's {@code
   * torch.use_deterministic_algorithms(mode)}.
   *
   * <p>An operator that cannot then throws {@link TorchException}.
   */
  public static void useDeterministicAlgorithms(boolean mode) {
    useDeterministicAlgorithms(mode, false);
  }

  /**
   * The same, with a warning instead of an exception if wanted: Python's {@code
   * torch.use_deterministic_algorithms(mode, warn_only=…)}.
   */
  public static void useDeterministicAlgorithms(boolean mode, boolean warnOnly) {
    SettingsNatives.set_deterministic(mode ? (warnOnly ? 1 : 2) : 0);
  }

  /**
   * Whether operators must give the same result every time: Python's {@code
   * torch.are_deterministic_algorithms_enabled()}.
   */
  public static boolean areDeterministicAlgorithmsEnabled() {
    return SettingsNatives.get_deterministic() != 0;
  }

  /**
   * Whether operators that are not deterministic only warn: Python's {@code
   * torch.is_deterministic_algorithms_warn_only_enabled()}.
   */
  public static boolean isDeterministicAlgorithmsWarnOnlyEnabled() {
    return SettingsNatives.get_deterministic() == 1;
  }

  /**
   * How operators that are not deterministic behave: 0 as they are, 1 they warn, 2 they throw:
   * Python's {@code torch.get_deterministic_debug_mode()}.
   */
  public static int getDeterministicDebugMode() {
    return SettingsNatives.get_deterministic();
  }

  /**
   * Sets how operators that are not deterministic behave: Python's {@code
   * torch.set_deterministic_debug_mode(mode)}.
   *
   * @throws TorchException if the mode is not 0, 1 or 2
   */
  public static void setDeterministicDebugMode(int mode) {
    if (mode < 0 || mode > 2) {
      throw new TorchException("invalid value of debug_mode, expected 0, 1, or 2, but got " + mode);
    }
    SettingsNatives.set_deterministic(mode);
  }

  /**
   * The same by name: {@code default}, {@code warn} or {@code error}.
   *
   * @throws TorchException if the mode is none of these
   */
  public static void setDeterministicDebugMode(String mode) {
    int found = Arrays.asList(DEBUG_MODES).indexOf(mode);
    if (found < 0) {
      throw new TorchException(
          "invalid value of debug_mode, expected one of `default`, `warn`, `error`, but got "
              + mode);
    }
    SettingsNatives.set_deterministic(found);
  }

  // ---- numbers

  /**
   * How exactly products of float32 matrices are computed: Python's {@code
   * torch.get_float32_matmul_precision()}.
   *
   * @return {@code highest}, {@code high} or {@code medium}
   */
  public static String getFloat32MatmulPrecision() {
    return PRECISIONS[SettingsNatives.get_float32_matmul_precision()];
  }

  /**
   * Sets how exactly products of float32 matrices are computed: Python's {@code
   * torch.set_float32_matmul_precision(precision)}.
   *
   * @param precision {@code highest}, {@code high} or {@code medium}; as in Python, any other text
   *     gives a warning and changes nothing
   */
  public static void setFloat32MatmulPrecision(String precision) {
    SettingsNatives.set_float32_matmul_precision(precision);
  }

  /**
   * Sets whether this thread takes numbers that are almost zero for zero: Python's {@code
   * torch.set_flush_denormal(mode)}.
   *
   * @return false where the processor cannot
   */
  public static boolean setFlushDenormal(boolean mode) {
    return SettingsNatives.set_flush_denormal(mode);
  }

  /**
   * Whether warnings that are given once are given every time: Python's {@code
   * torch.is_warn_always_enabled()}.
   */
  public static boolean isWarnAlwaysEnabled() {
    return SettingsNatives.get_warn_always();
  }

  /**
   * Sets whether warnings that are given once are given every time: Python's {@code
   * torch.set_warn_always(b)}. Then {@link Warnings} no longer looks at places either.
   */
  public static void setWarnAlways(boolean always) {
    SettingsNatives.set_warn_always(always);
  }

  // ---- automatic mixed precision

  /**
   * Whether there is an autocast mode for a type of device: Python's {@code
   * torch.amp.is_autocast_available(device_type)}.
   *
   * @param deviceType such as {@code cpu} or {@code cuda}
   */
  public static boolean isAutocastAvailable(String deviceType) {
    return AutocastNatives.is_available(Device.of(deviceType).rawCode());
  }

  /**
   * Whether this thread's operators on a type of device convert their arguments: Python's {@code
   * torch.is_autocast_enabled(device_type)}.
   *
   * @throws TorchException if there is no autocast for the device
   */
  public static boolean isAutocastEnabled(String deviceType) {
    return AutocastNatives.is_enabled(Device.of(deviceType).rawCode());
  }

  /**
   * The dtype that matrix products and their like convert to: Python's {@code
   * torch.get_autocast_dtype(device_type)}.
   *
   * @throws TorchException if there is no autocast for the device
   */
  public static DType getAutocastDtype(String deviceType) {
    if (!isAutocastAvailable(deviceType)) {
      throw new TorchException("unsupported scalarType\nThere is no autocast for " + deviceType);
    }
    return DType.ofCode(AutocastNatives.get_dtype(Device.of(deviceType).rawCode()));
  }

  /**
   * Whether converted parameters are kept until the outermost autocast mode ends: Python's {@code
   * torch.is_autocast_cache_enabled()}.
   */
  public static boolean isAutocastCacheEnabled() {
    return AutocastNatives.is_cache_enabled();
  }

  /** Drops this thread's converted parameters: Python's {@code torch.clear_autocast_cache()}. */
  public static void clearAutocastCache() {
    AutocastNatives.clear_cache();
  }
}
