package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that pools to a size that is given. */
abstract class AdaptivePoolingFunctions extends AveragePoolingFunctions {
  AdaptivePoolingFunctions() {}

  /** Takes means: Python's {@code F.adaptive_avg_pool1d(input, output_size)} with one number. */
  public static Tensor adaptiveAvgPool1d(Tensor input, long outputSize) {
    return adaptiveAvgPool1d(input, Size.of(outputSize));
  }

  /**
   * Takes means of windows so that the output has a given size: Python's {@code
   * F.adaptive_avg_pool1d(input, output_size)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveAvgPool1d(Tensor input, Size outputSize) {
    return Aten.adaptive_avg_pool1d(input, Sizes.each(outputSize, 1));
  }

  /** Takes maxima: Python's {@code F.adaptive_max_pool1d(input, output_size)} with one number. */
  public static Tensor adaptiveMaxPool1d(Tensor input, long outputSize) {
    return adaptiveMaxPool1d(input, Size.of(outputSize));
  }

  /**
   * Takes maxima of windows so that the output has a given size: Python's {@code
   * F.adaptive_max_pool1d(input, output_size)}.
   *
   * @param input of shape (N, C, L) or (C, L)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveMaxPool1d(Tensor input, Size outputSize) {
    Pooled pooled = adaptiveMaxPool1dWithIndices(input, outputSize);
    pooled.indices().close();
    return pooled.output();
  }

  /** The maxima and their places, with one size: Python's {@code return_indices=True}. */
  public static Pooled adaptiveMaxPool1dWithIndices(Tensor input, long outputSize) {
    return adaptiveMaxPool1dWithIndices(input, Size.of(outputSize));
  }

  /** The same with a size for each dimension, or null for one that stays as it is. */
  public static Pooled adaptiveMaxPool1dWithIndices(Tensor input, Size outputSize) {
    return Pooled.of(Aten.adaptive_max_pool1d(input, Sizes.each(outputSize, 1)));
  }

  /** Takes means: Python's {@code F.adaptive_avg_pool2d(input, output_size)} with one number. */
  public static Tensor adaptiveAvgPool2d(Tensor input, long outputSize) {
    return adaptiveAvgPool2d(input, Size.of(outputSize));
  }

  /** The same with null for a dimension that stays as it is: Python's {@code None}. */
  public static Tensor adaptiveAvgPool2d(
      Tensor input, @Nullable Number height, @Nullable Number width) {
    return adaptiveAvgPool2d(input, given(input, height, width));
  }

  /**
   * Takes means of windows so that the output has a given size: Python's {@code
   * F.adaptive_avg_pool2d(input, output_size)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveAvgPool2d(Tensor input, Size outputSize) {
    checkDims(input, outputSize);
    return Aten.adaptive_avg_pool2d(input, Sizes.each(outputSize, 2));
  }

  /** Takes maxima: Python's {@code F.adaptive_max_pool2d(input, output_size)} with one number. */
  public static Tensor adaptiveMaxPool2d(Tensor input, long outputSize) {
    return adaptiveMaxPool2d(input, Size.of(outputSize));
  }

  /** The same with null for a dimension that stays as it is: Python's {@code None}. */
  public static Tensor adaptiveMaxPool2d(
      Tensor input, @Nullable Number height, @Nullable Number width) {
    return adaptiveMaxPool2d(input, given(input, height, width));
  }

  /**
   * Takes maxima of windows so that the output has a given size: Python's {@code
   * F.adaptive_max_pool2d(input, output_size)}.
   *
   * @param input of shape (N, C, H, W) or (C, H, W)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveMaxPool2d(Tensor input, Size outputSize) {
    Pooled pooled = adaptiveMaxPool2dWithIndices(input, outputSize);
    pooled.indices().close();
    return pooled.output();
  }

  /** The maxima and their places, with one size: Python's {@code return_indices=True}. */
  public static Pooled adaptiveMaxPool2dWithIndices(Tensor input, long outputSize) {
    return adaptiveMaxPool2dWithIndices(input, Size.of(outputSize));
  }

  /** The same with a size for each dimension, or null for one that stays as it is. */
  public static Pooled adaptiveMaxPool2dWithIndices(
      Tensor input, @Nullable Number height, @Nullable Number width) {
    return adaptiveMaxPool2dWithIndices(input, given(input, height, width));
  }

  /** The same with sizes for all dimensions. */
  public static Pooled adaptiveMaxPool2dWithIndices(Tensor input, Size outputSize) {
    checkDims(input, outputSize);
    return Pooled.of(Aten.adaptive_max_pool2d(input, Sizes.each(outputSize, 2)));
  }

  /** Takes means: Python's {@code F.adaptive_avg_pool3d(input, output_size)} with one number. */
  public static Tensor adaptiveAvgPool3d(Tensor input, long outputSize) {
    return adaptiveAvgPool3d(input, Size.of(outputSize));
  }

  /** The same with null for a dimension that stays as it is: Python's {@code None}. */
  public static Tensor adaptiveAvgPool3d(
      Tensor input, @Nullable Number depth, @Nullable Number height, @Nullable Number width) {
    return adaptiveAvgPool3d(input, given(input, depth, height, width));
  }

  /**
   * Takes means of windows so that the output has a given size: Python's {@code
   * F.adaptive_avg_pool3d(input, output_size)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveAvgPool3d(Tensor input, Size outputSize) {
    checkDims(input, outputSize);
    return Aten.adaptive_avg_pool3d(input, Sizes.each(outputSize, 3));
  }

  /** Takes maxima: Python's {@code F.adaptive_max_pool3d(input, output_size)} with one number. */
  public static Tensor adaptiveMaxPool3d(Tensor input, long outputSize) {
    return adaptiveMaxPool3d(input, Size.of(outputSize));
  }

  /** The same with null for a dimension that stays as it is: Python's {@code None}. */
  public static Tensor adaptiveMaxPool3d(
      Tensor input, @Nullable Number depth, @Nullable Number height, @Nullable Number width) {
    return adaptiveMaxPool3d(input, given(input, depth, height, width));
  }

  /**
   * Takes maxima of windows so that the output has a given size: Python's {@code
   * F.adaptive_max_pool3d(input, output_size)}.
   *
   * @param input of shape (N, C, D, H, W) or (C, D, H, W)
   * @param outputSize the pooled dimensions of the output, or one number for all
   */
  public static Tensor adaptiveMaxPool3d(Tensor input, Size outputSize) {
    Pooled pooled = adaptiveMaxPool3dWithIndices(input, outputSize);
    pooled.indices().close();
    return pooled.output();
  }

  /** The maxima and their places, with one size: Python's {@code return_indices=True}. */
  public static Pooled adaptiveMaxPool3dWithIndices(Tensor input, long outputSize) {
    return adaptiveMaxPool3dWithIndices(input, Size.of(outputSize));
  }

  /** The same with a size for each dimension, or null for one that stays as it is. */
  public static Pooled adaptiveMaxPool3dWithIndices(
      Tensor input, @Nullable Number depth, @Nullable Number height, @Nullable Number width) {
    return adaptiveMaxPool3dWithIndices(input, given(input, depth, height, width));
  }

  /** The same with sizes for all dimensions. */
  public static Pooled adaptiveMaxPool3dWithIndices(Tensor input, Size outputSize) {
    checkDims(input, outputSize);
    return Pooled.of(Aten.adaptive_max_pool3d(input, Sizes.each(outputSize, 3)));
  }

  /** The wanted size, with the input's where there is none. */
  static Size given(Tensor input, @Nullable Number... sizes) {
    long[] given = new long[sizes.length];
    checkDims(input, sizes.length);
    for (int d = 0; d < given.length; d++) {
      Number size = sizes[d];
      given[d] = size == null ? input.size(d - given.length) : size.longValue();
    }
    return Size.of(given);
  }

  private static void checkDims(Tensor input, Size size) {
    if (size.size() > 1) {
      checkDims(input, size.size());
    }
  }

  private static void checkDims(Tensor input, int dims) {
    if (input.dim() <= dims) {
      throw new ValueException("Input dimension should be at least " + (dims + 1));
    }
  }
}
