package dev.obor;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a tensor's memory is: Python's {@code torch.device}.
 *
 * <p>{@code Device.of("cpu")}, {@code Device.of("cuda")}, {@code Device.of("cuda:1")}. Values are
 * immutable and safe for use by any thread.
 *
 * <p>Tensors on {@code Device.of("meta")} have a size and a dtype, and no data. Operators tell the
 * size and the dtype of their results there; where LibTorch leaves that to Python's code, they are
 * computed on zeros on the CPU.
 */
public final class Device {
  private static final String[] TYPES = {
    "cpu",
    "cuda",
    "mkldnn",
    "opengl",
    "opencl",
    "ideep",
    "hip",
    "fpga",
    "maia",
    "xla",
    "vulkan",
    "metal",
    "xpu",
    "mps",
    "meta",
    "hpu",
    "ve",
    "lazy",
    "ipu",
    "mtia",
    "privateuseone"
  };

  private static final int META = List.of(TYPES).indexOf("meta");

  /** What needs no accelerator. */
  private static final Set<String> ALWAYS_THERE = Set.of("cpu", "meta", "mkldnn");

  private static final String CURE =
      "\nThe LibTorch in use has no code for this device. OBOR_LIBTORCH names the folder of another"
          + " one; Torch.accelerator() gives the device that is there.";

  /** The processor and its memory. */
  public static final Device CPU = new Device(0, -1);

  private final int type;
  private final int index;

  private Device(int type, int index) {
    this.type = type;
    this.index = index;
  }

  /**
   * The device of a text such as {@code cpu}, {@code cuda} or {@code cuda:0}: Python's {@code
   * torch.device(text)}.
   *
   * @throws TorchException if the text names no device type or no valid index
   */
  public static Device of(String text) {
    if (text.isEmpty()) {
      throw new TorchException("Device string must not be empty");
    }
    int colon = text.indexOf(':');
    int index = colon < 0 ? -1 : index(text, colon + 1);
    String name = colon < 0 ? text : text.substring(0, colon);
    if (!name.matches("[A-Za-z_]+")) {
      throw invalid(text);
    }
    int type = -1;
    for (int i = 0; i < TYPES.length; i++) {
      if (TYPES[i].equals(name)) {
        type = i;
      }
    }
    if (type < 0) {
      throw new TorchException(
          "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia,"
              + " xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of"
              + " device string: "
              + text);
    }
    return of(type, index);
  }

  /**
   * The device of a type and an index: Python's {@code torch.device(type, index)}.
   *
   * @throws TorchException if there is no such type, or the index is not from 0 to 127
   */
  public static Device of(String type, int index) {
    if (index < 0) {
      throw new TorchException("Device index must not be negative");
    }
    return of(type + ":" + index);
  }

  private static int index(String text, int from) {
    String digits = text.substring(from);
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > 127) {
      throw invalid(text);
    }
    return Integer.parseInt(digits);
  }

  private static TorchException invalid(String text) {
    return new TorchException("Invalid device string: '" + text + "'");
  }

  private static Device of(int type, int index) {
    return type == 0 && index < 0 ? CPU : new Device(type, index);
  }

  /**
   * The type and the index plus one in one number, as the native side takes it.
   *
   * @throws TorchException if the device needs an accelerator that is not there
   */
  int code() {
    if (type != 0) {
      requireThere();
    }
    if (type == META) {
      MetaOperators.areThere();
    }
    return rawCode();
  }

  /** The operators of the meta device, which are made when it is used first. */
  private static final class MetaOperators {
    static {
      MetaNatives.prepare();
    }

    private MetaOperators() {}

    static void areThere() {}
  }

  /** The same without looking whether the device is there. */
  int rawCode() {
    return type << 8 | (index + 1);
  }

  /**
   * Says what is missing, in Python's words, before an operator would say it in LibTorch's own.
   *
   * @throws TorchException if the device needs an accelerator that is not there
   */
  void requireThere() {
    String name = type();
    if (ALWAYS_THERE.contains(name) || DeviceNatives.count(rawCode()) > 0) {
      return;
    }
    boolean compiled = name.equals("cuda") || name.equals("xpu");
    if (!compiled && !DeviceNatives.is_built(rawCode())) {
      throw new TorchException(
          "PyTorch is not linked with support for " + name + " devices" + CURE);
    }
    if (!DeviceNatives.is_built(rawCode())) {
      throw new TorchException(
          "Torch not compiled with " + name.toUpperCase(Locale.ROOT) + " enabled" + CURE);
    }
    throw new TorchException(
        name.equals("cuda")
            ? "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and"
                + " installed a driver from http://www.nvidia.com/Download/index.aspx"
            : "No " + name.toUpperCase(Locale.ROOT) + " devices are available.");
  }

  static Device ofCode(int code) {
    return of(code >> 8, (code & 0xFF) - 1);
  }

  /** The type, such as {@code cuda}: Python's {@code device.type}. */
  public String type() {
    return TYPES[type];
  }

  /** Whether an index was given. */
  public boolean hasIndex() {
    return index >= 0;
  }

  /** The index, or -1 where Python's {@code device.index} is None. */
  public int index() {
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Device device && device.type == type && device.index == index;
  }

  @Override
  public int hashCode() {
    return rawCode();
  }

  /**
   * The text that {@link #of(String)} takes, such as {@code cuda:0}: Python's {@code str(device)}.
   */
  @Override
  public String toString() {
    return index < 0 ? type() : String.format(Locale.ROOT, "%s:%d", type(), index);
  }
}
