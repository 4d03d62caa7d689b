package dev.obor.vision.transforms;

import dev.obor.vision.image.Resampling;

/**
 * How pixels between pixels are made: Python's {@code torchvision.transforms.InterpolationMode}.
 *
 * <p>{@link #toString} is Python's {@code InterpolationMode.BILINEAR}, {@link #value} its {@code
 * bilinear}. Tensors know the first four only.
 */
public enum InterpolationMode {
  /** The nearest pixel. */
  NEAREST("nearest", Resampling.Filter.NEAREST),
  /** The nearest pixel, counted from the middle of each. */
  NEAREST_EXACT("nearest-exact", Resampling.Filter.NEAREST),
  /** Lines between two pixels. */
  BILINEAR("bilinear", Resampling.Filter.BILINEAR),
  /** Cubic curves through four pixels. */
  BICUBIC("bicubic", Resampling.Filter.BICUBIC),
  /** The mean of the pixels below, for images only. */
  BOX("box", Resampling.Filter.BOX),
  /** A Hamming window, for images only. */
  HAMMING("hamming", Resampling.Filter.HAMMING),
  /** A windowed sinc, for images only. */
  LANCZOS("lanczos", Resampling.Filter.LANCZOS);

  private final String value;
  private final Resampling.Filter filter;

  InterpolationMode(String value, Resampling.Filter filter) {
    this.value = value;
    this.filter = filter;
  }

  /** Python's {@code interpolation.value}. */
  public String value() {
    return value;
  }

  Resampling.Filter filter() {
    return filter;
  }

  @Override
  public String toString() {
    return "InterpolationMode." + name();
  }
}
