package dev.obor;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's old names for tensors of one type on one kind of device: {@code torch.FloatTensor}. */
final class TypeName {
  private static final Map<DType, String> SHORT =
      Map.ofEntries(
          Map.entry(DType.UINT8, "Byte"),
          Map.entry(DType.INT8, "Char"),
          Map.entry(DType.INT16, "Short"),
          Map.entry(DType.INT32, "Int"),
          Map.entry(DType.INT64, "Long"),
          Map.entry(DType.FLOAT16, "Half"),
          Map.entry(DType.FLOAT32, "Float"),
          Map.entry(DType.FLOAT64, "Double"),
          Map.entry(DType.COMPLEX32, "ComplexHalf"),
          Map.entry(DType.COMPLEX64, "ComplexFloat"),
          Map.entry(DType.COMPLEX128, "ComplexDouble"),
          Map.entry(DType.BFLOAT16, "BFloat16"));

  private TypeName() {}

  /** What a name stands for: the dtype, and the kind of device or null for the CPU. */
  record Parsed(DType dtype, @Nullable String device) {}

  /**
   * The name of a tensor's type.
   *
   * @throws TorchException if the tensor's layout has none
   */
  static String of(Tensor tensor) {
    String device = tensor.device().type();
    String backend = device.equals("cpu") ? "" : device + ".";
    DType dtype = tensor.dtype();
    return switch (tensor.layout()) {
      case STRIDED -> "torch." + backend + (dtype.isQuantized() ? "quantized." : "") + of(dtype);
      case SPARSE_COO -> "torch." + backend + "sparse." + of(dtype);
      case MKLDNN -> throw unimplemented("Mkldnn", device);
      default -> throw unimplemented("SparseCsr", device);
    };
  }

  private static TorchException unimplemented(String layout, String device) {
    return new TorchException(
        "Unimplemented backend "
            + layout
            + device.toUpperCase(Locale.ROOT)
            + "; x.dtype(), x.device() and x.layout() tell the type of such a tensor");
  }

  private static String of(DType dtype) {
    return scalar(dtype) + "Tensor";
  }

  /** LibTorch's own name for an element type, such as {@code Float} and {@code QInt8}. */
  static String scalar(DType dtype) {
    String known = SHORT.get(dtype);
    if (known != null) {
      return known;
    }
    String name = dtype.toString().substring("torch.".length());
    int capitals = name.startsWith("uint") ? 2 : name.startsWith("quint") ? 3 : 1;
    if (name.startsWith("qint")) {
      capitals = 2;
    }
    return name.substring(0, capitals).toUpperCase(Locale.ROOT) + name.substring(capitals);
  }

  /**
   * Reads a name.
   *
   * @throws ValueException if it is none
   */
  static Parsed parse(String name) {
    if (name.equals("torch.Tensor")) {
      return new Parsed(Torch.getDefaultDtype(), null);
    }
    String rest = name.startsWith("torch.") ? name.substring("torch.".length()) : "";
    String device = null;
    for (String kind : new String[] {"cuda", "mps", "xpu", "meta"}) {
      if (rest.startsWith(kind + ".")) {
        device = kind;
        rest = rest.substring(kind.length() + 1);
      }
    }
    if (rest.startsWith("sparse.")) {
      rest = rest.substring("sparse.".length());
    }
    for (DType dtype : DType.values()) {
      if (of(dtype).equals(rest)) {
        return new Parsed(dtype, device);
      }
    }
    throw new ValueException(
        "invalid type: '" + name + "'; types are named as in torch.FloatTensor");
  }
}
