package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import org.jspecify.annotations.Nullable;

/**
 * Converts images to a dtype and its range: Python's {@code
 * torchvision.transforms.v2.ConvertImageDtype}.
 */
public final class ConvertImageDtype extends Transform<@Nullable Void> {
  private final DType dtype;

  /** Converts to float32. */
  public ConvertImageDtype() {
    this(DType.FLOAT32);
  }

  /** Makes the transform: Python's {@code ConvertImageDtype(dtype)}. */
  public ConvertImageDtype(DType dtype) {
    this.dtype = dtype;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.toDtype(inpt, dtype, true).orSame();
  }
}
