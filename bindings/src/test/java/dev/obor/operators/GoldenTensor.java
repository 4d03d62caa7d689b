package dev.obor.operators;

import dev.obor.DType;
import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Arrays;
import java.util.Base64;

/**
 * A recorded tensor.
 *
 * @param dtype with the layout before it where it is a sparse one
 * @param shape numbers separated by commas
 * @param strides empty for a contiguous tensor
 * @param elements base64 of the bytes
 */
public record GoldenTensor(String dtype, String shape, String strides, String elements) {
  /** A tensor of one dimension. */
  static GoldenTensor of(DType type, String elements) {
    long length = Base64.getDecoder().decode(elements).length / type.itemsize();
    return new GoldenTensor(
        type.toString().substring("torch.".length()), Long.toString(length), "", elements);
  }

  private static long[] numbers(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  DType type() {
    return DType.of("torch." + dtype.substring(dtype.indexOf(' ') + 1));
  }

  /** A new tensor with the recorded dtype, shape, strides, layout and elements. */
  public Tensor make() {
    byte[] bytes = Base64.getDecoder().decode(elements);
    Tensor flat =
        bytes.length == 0
            ? Torch.empty(Torch.size(0), o -> o.dtype(type()))
            : Torch.fromArray(bytes, bytes.length).view(type());
    Tensor dense =
        strides.isEmpty()
            ? flat.reshape(numbers(shape))
            : flat.asStrided(numbers(shape), numbers(strides));
    int space = dtype.indexOf(' ');
    // The memory is the tensor's own; a view could not be changed in place where it needs a
    // gradient.
    return space < 0 ? dense.detach() : sparse(dense, dtype.substring(0, space));
  }

  private static Tensor sparse(Tensor dense, String layout) {
    return switch (layout) {
      case "sparse_coo" -> dense.toSparse();
      case "sparse_csr" -> dense.toSparseCsr();
      case "sparse_csc" -> dense.toSparseCsc();
      default -> throw new IllegalArgumentException(layout);
    };
  }

  static Layout layout(String name) {
    return Arrays.stream(Layout.values())
        .filter(layout -> layout.toString().equals("torch." + name))
        .findFirst()
        .orElseThrow();
  }
}
