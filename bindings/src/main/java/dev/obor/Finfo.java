package dev.obor;

/**
 * The limits of a floating-point type: Python's {@code torch.finfo}.
 *
 * <p>For a complex type they are those of its parts. Values are immutable and safe for use by any
 * thread.
 *
 * <pre>{@code
 * Torch.finfo(DType.FLOAT32).eps();   // 1.1920928955078125E-7
 * System.out.println(Torch.finfo(DType.FLOAT16));
 * // finfo(resolution=0.001, min=-65504, max=65504, eps=0.000976562, smallest_normal=6.10352e-05,
 * // tiny=6.10352e-05, dtype=float16)
 * }</pre>
 *
 * @param dtype the type that the limits are of; for a complex type that of its parts
 * @param bits the bits that a number takes
 * @param eps the distance from 1 to the next greater number
 * @param max the greatest finite number
 * @param min the smallest finite number, which is negative where the type has signs
 * @param smallestNormal the smallest positive number with full precision
 * @param resolution the approximate decimal precision: 10 to the minus number of exact digits
 */
public record Finfo(
    DType dtype,
    int bits,
    double eps,
    double max,
    double min,
    double smallestNormal,
    double resolution) {

  /**
   * The limits of a floating-point or complex type.
   *
   * @throws TypeException if the type is neither
   * @throws NotImplementedException if the type packs several numbers into one element
   */
  static Finfo of(DType type) {
    return switch (type.toReal()) {
      case FLOAT64 -> signed(DType.FLOAT64, -52, Double.MAX_VALUE, Double.MIN_NORMAL, 1e-15);
      case FLOAT32 -> signed(DType.FLOAT32, -23, Float.MAX_VALUE, Float.MIN_NORMAL, 1e-6);
      case FLOAT16 -> signed(DType.FLOAT16, -10, 65504, 0x1p-14, 1e-3);
      case BFLOAT16 -> signed(DType.BFLOAT16, -7, 0x1.fep127, 0x1p-126, 1e-2);
      case FLOAT8_E5M2 -> signed(DType.FLOAT8_E5M2, -2, 57344, 0x1p-14, 1);
      case FLOAT8_E4M3FN -> signed(DType.FLOAT8_E4M3FN, -3, 448, 0x1p-6, 1);
      case FLOAT8_E5M2FNUZ -> signed(DType.FLOAT8_E5M2FNUZ, -3, 57344, 0x1p-15, 1);
      case FLOAT8_E4M3FNUZ -> signed(DType.FLOAT8_E4M3FNUZ, -3, 240, 0x1p-7, 1);
      case FLOAT8_E8M0FNU -> new Finfo(DType.FLOAT8_E8M0FNU, 8, 1, 0x1p127, 0x1p-127, 0x1p-127, 1);
      case FLOAT4_E2M1FN_X2 ->
          throw new NotImplementedException("\"epsilon\" not implemented for 'Float4_e2m1fn_x2'");
      default ->
          throw new TypeException(
              "torch.finfo() requires a floating point input type. Use torch.iinfo to handle"
                  + " 'torch.finfo'");
    };
  }

  private static Finfo signed(
      DType type, int epsExponent, double max, double smallestNormal, double resolution) {
    double eps = Math.scalb(1.0, epsExponent);
    return new Finfo(type, 8 * type.itemsize(), eps, max, -max, smallestNormal, resolution);
  }

  /** The same as {@link #smallestNormal}: Python's {@code finfo.tiny}. */
  public double tiny() {
    return smallestNormal;
  }

  /** As Python prints it, each number with six digits at most. */
  @Override
  public String toString() {
    return "finfo(resolution="
        + SixDigits.of(resolution)
        + ", min="
        + SixDigits.of(min)
        + ", max="
        + SixDigits.of(max)
        + ", eps="
        + SixDigits.of(eps)
        + ", smallest_normal="
        + SixDigits.of(smallestNormal)
        + ", tiny="
        + SixDigits.of(smallestNormal)
        + ", dtype="
        + dtype.toString().substring("torch.".length())
        + ")";
  }
}
