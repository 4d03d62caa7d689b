package dev.obor.serialization;

import java.util.Locale;

/** How quantized numbers stand for others: Python's {@code torch.qscheme}. */
enum QuantizationScheme {
  PER_TENSOR_AFFINE,
  PER_CHANNEL_AFFINE,
  PER_TENSOR_SYMMETRIC,
  PER_CHANNEL_SYMMETRIC,
  PER_CHANNEL_AFFINE_FLOAT_QPARAMS;

  /** Python's name. */
  @Override
  public String toString() {
    return "torch." + name().toLowerCase(Locale.ROOT);
  }
}
