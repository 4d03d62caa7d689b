package dev.obor.nn;

import dev.obor.Size;

/**
 * What {@link AvgPool1d}, {@link AvgPool2d} and {@link AvgPool3d} have in common: Python's {@code
 * _AvgPoolNd}. Sizes that were one number for all dimensions have one element.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class AvgPoolNd extends Module {
  /** The window's size. */
  public final Size kernelSize;

  /** How far the window moves. */
  public final Size stride;

  /** How many zeros are added on both sides. */
  public final Size padding;

  /** Whether the output's size is rounded up instead of down. */
  public final boolean ceilMode;

  /** Whether the zeros that padding adds count. */
  public final boolean countIncludePad;

  AvgPoolNd(Size kernelSize, AveragePoolingFunctions.AveragePoolOptions<?> o) {
    this.kernelSize = kernelSize;
    this.stride = o.stride(kernelSize);
    this.padding = o.padding;
    this.ceilMode = o.ceilMode;
    this.countIncludePad = o.countIncludePad;
  }

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Sizes.text(kernelSize)
        + ", stride="
        + Sizes.text(stride)
        + ", padding="
        + Sizes.text(padding);
  }
}
