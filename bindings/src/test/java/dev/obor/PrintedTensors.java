package dev.obor;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Makes the real tensors of the cases for printing. */
final class PrintedTensors {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

  private PrintedTensors() {}

  /** Whether a tensor can be made that prints as the case does. */
  static boolean canBeMade(PrintGolden golden) {
    // Names and tangents are not bound, and what computed a tensor with a gradient function is not
    // told.
    return !golden.has("names") && !golden.has("tangent") && !golden.has("grad_fn");
  }

  static Tensor of(PrintGolden golden) {
    Tensor tensor = withoutGradients(golden);
    return golden.has("requires_grad") ? tensor.requiresGrad_() : tensor;
  }

  private static Tensor withoutGradients(PrintGolden golden) {
    DType dtype = DType.of(golden.text("dtype"));
    return switch (golden.text("body")) {
      case "dense" -> dense(golden, dtype);
      case "meta" -> meta(golden.shape("shape"), dtype);
      case "coordinate" -> coordinate(golden);
      case "compressed" -> compressed(golden, dtype);
      case "quantized" -> quantized(golden, dtype);
      case "nested" -> nested(golden, dtype);
      default -> throw new AssertionError(golden.text("body"));
    };
  }

  private static Tensor meta(long[] shape, DType dtype) {
    return Torch.empty(Size.of(shape), o -> o.dtype(dtype).device("meta"));
  }

  private static Tensor dense(PrintGolden golden, DType dtype) {
    Tensor tensor = elements(golden, "", dtype);
    return golden.has("layout") ? Aten.to_mkldnn(tensor, null) : tensor;
  }

  private static Tensor elements(PrintGolden golden, String prefix, DType dtype) {
    long[] shape = golden.shape(prefix + "shape");
    String data = prefix + "data";
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    long[] positions = LongStream.range(0, count).toArray();
    String name = dtype.toString();
    if (dtype.isComplex()) {
      Tensor real = Torch.fromArray(golden.real(data, name, positions));
      Tensor imaginary = Torch.fromArray(golden.imaginary(data, name, positions));
      return Aten.complex(real, imaginary).to(dtype).reshape(shape);
    }
    if (dtype == DType.FLOAT4_E2M1FN_X2) {
      Tensor bytes = Torch.fromArray(golden.whole(data, positions)).to(DType.UINT8);
      return Aten.view_dtype(bytes, dtype).reshape(shape);
    }
    if (dtype.isFloatingPoint()) {
      return Torch.fromArray(golden.real(data, name, positions)).to(dtype).reshape(shape);
    }
    Tensor whole = Torch.fromArray(golden.whole(data, positions));
    Tensor own = dtype == DType.UINT64 ? Aten.view_dtype(whole, dtype) : whole.to(dtype);
    return own.reshape(shape);
  }

  private static Tensor part(PrintGolden golden, String name) {
    DType dtype = DType.of(golden.text(name + "_dtype"));
    return golden.has(name + "_data")
        ? elements(golden, name + "_", dtype)
        : meta(golden.shape(name + "_shape"), dtype);
  }

  private static Tensor coordinate(PrintGolden golden) {
    return Aten._sparse_coo_tensor_unsafe(
        part(golden, "indices"),
        part(golden, "values"),
        golden.shape("shape"),
        null,
        null,
        null,
        null,
        null);
  }

  private static Tensor compressed(PrintGolden golden, DType dtype) {
    Layout layout =
        Arrays.stream(Layout.values())
            .filter(known -> known.toString().equals(golden.text("layout")))
            .findFirst()
            .orElseThrow();
    return Aten.sparse_compressed_tensor_comp_plain_value_size(
        part(golden, "compressed"),
        part(golden, "plain"),
        part(golden, "values"),
        golden.shape("shape"),
        dtype,
        layout,
        null,
        null);
  }

  private static Tensor quantized(PrintGolden golden, DType dtype) {
    Tensor values = elements(golden, "", DType.FLOAT32);
    if (!golden.has("axis")) {
      double scale = Double.parseDouble(golden.text("scale"));
      long zero = Long.parseLong(golden.text("zero_point"));
      return Aten.quantize_per_tensor(values, scale, zero, dtype);
    }
    Tensor scales = printed(golden.text("scale"));
    Tensor zeros = printed(golden.text("zero_point")).toLong();
    long axis = Long.parseLong(golden.text("axis"));
    return Aten.quantize_per_channel(values, scales, zeros, axis, dtype);
  }

  /** A vector from its text. */
  private static Tensor printed(String text) {
    int end = text.indexOf(']');
    double[] numbers =
        NUMBER
            .matcher(text.substring(0, end))
            .results()
            .mapToDouble(match -> Double.parseDouble(match.group()))
            .toArray();
    Tensor wide = Torch.fromArray(numbers);
    return text.contains("float64") ? wide : wide.toFloat();
  }

  private static Tensor nested(PrintGolden golden, DType dtype) {
    List<Tensor> parts =
        Arrays.stream(golden.text("parts").split("\\|\\|"))
            .map(part -> rows(part).to(dtype))
            .toList();
    return Aten._nested_tensor_from_tensor_list(
        parts.toArray(new Tensor[0]), dtype, Layout.STRIDED, null, null);
  }

  /** A vector or a matrix from its text. */
  private static Tensor rows(String text) {
    if (!text.contains("[[")) {
      return printed(text);
    }
    return Torch.stack(
        Arrays.stream(text.substring(text.indexOf("[[") + 1, text.indexOf("]]")).split("]"))
            .map(row -> printed(row + "]"))
            .toList());
  }
}
