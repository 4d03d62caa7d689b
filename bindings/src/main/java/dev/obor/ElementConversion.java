package dev.obor;

/** Converts elements that came from Java to a dtype, and refuses what Python refuses. */
final class ElementConversion {
  private ElementConversion() {}

  /**
   * The elements in another type.
   *
   * @throws TorchException if a number does not fit the type
   */
  static Tensor convert(Tensor own, DType type) {
    if (own.dtype() == type) {
      return own;
    }
    boolean number =
        type.isInteger() || type.isFloatingPoint() || type.isComplex() || type == DType.BOOL;
    if (!number || type == DType.FLOAT4_E2M1FN_X2) {
      throw new TorchException("store_scalar: invalid type: " + type);
    }
    if (type.isInteger() && own.dtype() != DType.BOOL && own.numel() > 0) {
      refuseOverflow(own, type);
    }
    // Python's whole numbers become double before they become anything shorter.
    boolean rounds = own.dtype().isInteger() && (type.isFloatingPoint() || type.isComplex());
    return rounds ? own.to(DType.FLOAT64).to(type) : own.to(type);
  }

  private static void refuseOverflow(Tensor own, DType type) {
    boolean whole = own.dtype().isInteger();
    if (type == DType.UINT64) {
      if (!whole) {
        throw new TypeException("an integer is required");
      }
      if (own.amin().item().longValue() < 0) {
        throw new TorchException("can't convert negative int to unsigned");
      }
      return;
    }
    boolean fits;
    if (whole) {
      long low = own.amin().item().longValue();
      long high = own.amax().item().longValue();
      fits = low >= lowest(type) && high <= highest(type);
    } else {
      double low = own.amin().item().doubleValue();
      double high = own.amax().item().doubleValue();
      double limit = type.isSigned() ? (double) lowest(type) : 0;
      fits = low >= limit && high <= (double) highest(type);
    }
    if (!fits) {
      String name = type.toString().substring("torch.".length());
      throw new TorchException("value cannot be converted to type " + name + " without overflow");
    }
  }

  /** Negative numbers may wrap around in unsigned types, as far as they do so once. */
  private static long lowest(DType type) {
    return type.isSigned() ? -1L << (8 * type.itemsize() - 1) : -highest(type);
  }

  private static long highest(DType type) {
    int bits = 8 * type.itemsize() - (type.isSigned() ? 1 : 0);
    return bits >= 63 ? Long.MAX_VALUE : (1L << bits) - 1;
  }
}
