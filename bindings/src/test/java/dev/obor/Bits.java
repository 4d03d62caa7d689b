package dev.obor;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Exact elements, as the fixtures hold them: all bytes in row-major order, as hexadecimal digits.
 */
final class Bits {
  private static final HexFormat HEX = HexFormat.of();

  private Bits() {}

  /** The elements of a tensor of any layout. */
  static String of(Tensor tensor) {
    return HEX.formatHex(bytes(tensor));
  }

  private static byte[] bytes(Tensor tensor) {
    try (Scope scope = Torch.scope()) {
      Tensor plain = tensor.detach();
      if (plain.layout() != Layout.STRIDED) {
        plain = plain.toDense();
      }
      plain = plain.resolveConj().resolveNeg().contiguous().reshape(-1);
      return Aten.view_dtype(plain, DType.UINT8).toByteArray();
    }
  }

  /** The dtype, the shape and the elements, as {@code torch.float32 [2,3] 0000…}. */
  static String described(Tensor tensor) {
    String shape = Arrays.toString(tensor.size().toArray()).replace(" ", "");
    return tensor.dtype() + " " + shape + " " + of(tensor);
  }

  /** The tensor of some elements. */
  static Tensor tensor(DType dtype, long[] shape, String bits) {
    try (Scope scope = Torch.scope()) {
      Tensor bytes = Torch.fromUnsignedArray(HEX.parseHex(bits));
      return scope.keep(Aten.view_dtype(bytes, dtype).reshape(shape).clone());
    }
  }
}
