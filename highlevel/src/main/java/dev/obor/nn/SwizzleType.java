package dev.obor.nn;

/**
 * How the scales of {@link F#scaledMm} lie in memory: Python's {@code
 * torch.nn.functional.SwizzleType}.
 */
public enum SwizzleType {
  /** In rows. */
  NO_SWIZZLE,
  /** In the blocks of 32, 4 and 4 that NVIDIA's tensor cores read. */
  SWIZZLE_32_4_4;

  /** LibTorch's own number. */
  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of LibTorch's own numbers
  long code() {
    return ordinal();
  }

  /** Python's text, such as {@code SwizzleType.NO_SWIZZLE}. */
  @Override
  public String toString() {
    return "SwizzleType." + name();
  }
}
