package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Tensor;

/**
 * Converts a tensor to another dtype, and its numbers to the range of that: Python's {@code
 * torchvision.transforms.ConvertImageDtype}.
 *
 * <pre>{@code
 * new ConvertImageDtype(DType.FLOAT32).call(bytes);  // 0 to 255 become 0 to 1
 * }</pre>
 */
public final class ConvertImageDtype extends TensorTransform {
  /** The dtype that tensors get. */
  public final DType dtype;

  /** Makes the transform. */
  public ConvertImageDtype(DType dtype) {
    super("Input img should be Tensor Image");
    this.dtype = dtype;
  }

  @Override
  Tensor forward(Tensor img) {
    return F.convertImageDtype(img, dtype);
  }

  @Override
  public String toString() {
    return "ConvertImageDtype()";
  }
}
