package dev.obor;

import java.math.BigInteger;

/**
 * The limits of a type of whole numbers: Python's {@code torch.iinfo}.
 *
 * <p>Values are immutable and safe for use by any thread.
 *
 * <pre>{@code
 * Torch.iinfo(DType.INT32).max();              // 2147483647
 * System.out.println(Torch.iinfo(DType.INT8)); // iinfo(min=-128, max=127, dtype=int8)
 * }</pre>
 *
 * @param dtype the type that the limits are of
 * @param bits the bits that a number takes
 * @param max the greatest number; that of uint64 does not fit a {@code long}
 * @param min the smallest number
 */
public record Iinfo(DType dtype, int bits, BigInteger max, BigInteger min) {
  /**
   * The limits of a type of whole numbers, or of those that the elements of a quantized type are
   * kept as.
   *
   * @throws TypeException if the type is another one
   */
  static Iinfo of(DType type) {
    if (type == DType.BOOL) {
      throw new TypeException("torch.bool is not supported by torch.iinfo");
    }
    if (!type.isInteger() && !type.isQuantized()) {
      throw new TypeException(
          "torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'");
    }
    int bits = 8 * type.itemsize();
    BigInteger count = BigInteger.TWO.pow(type.isSigned() ? bits - 1 : bits);
    BigInteger min = type.isSigned() ? count.negate() : BigInteger.ZERO;
    return new Iinfo(type, bits, count.subtract(BigInteger.ONE), min);
  }

  /** As Python prints it, which shows large limits with six digits. */
  @Override
  public String toString() {
    return "iinfo(min="
        + SixDigits.of(min.doubleValue())
        + ", max="
        + SixDigits.of(max.doubleValue())
        + ", dtype="
        + dtype.toString().substring("torch.".length())
        + ")";
  }
}
