package dev.obor.nn;

/**
 * What has a scale of its own in the operands of {@link F#scaledMm}: Python's {@code
 * torch.nn.functional.ScalingType}.
 */
public enum ScalingType {
  /** The whole tensor. */
  TENSOR_WISE("TensorWise"),
  /** Each row. */
  ROW_WISE("RowWise"),
  /** Each 16 elements of a row. */
  BLOCK_WISE_1X16("BlockWise1x16"),
  /** Each 32 elements of a row. */
  BLOCK_WISE_1X32("BlockWise1x32"),
  /** Each 128 elements of a row. */
  BLOCK_WISE_1X128("BlockWise1x128"),
  /** Each square of 128 rows and columns. */
  BLOCK_WISE_128X128("BlockWise128x128");

  private final String python;

  ScalingType(String python) {
    this.python = python;
  }

  /** LibTorch's own number. */
  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of LibTorch's own numbers
  long code() {
    return ordinal();
  }

  /** Python's text, such as {@code ScalingType.RowWise}. */
  @Override
  public String toString() {
    return "ScalingType." + python;
  }
}
