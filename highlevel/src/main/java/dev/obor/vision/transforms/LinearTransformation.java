package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;

/**
 * Multiplies images, as vectors, by a matrix: Python's {@code
 * torchvision.transforms.LinearTransformation}.
 *
 * <p>The transform does not close the matrix and the mean, and must be able to use them as long as
 * it is used.
 */
public final class LinearTransformation extends TensorTransform {
  /** The matrix, of shape (D, D) with D = C * H * W. */
  public final Tensor transformationMatrix;

  /** What is subtracted first, of shape (D). */
  public final Tensor meanVector;

  /**
   * Makes the transform: Python's {@code LinearTransformation(transformation_matrix, mean_vector)}.
   *
   * @throws ValueException if shapes, dtypes or devices do not fit
   */
  public LinearTransformation(Tensor transformationMatrix, Tensor meanVector) {
    super("img should be Tensor Image. Got %s");
    String size = PythonText.of(transformationMatrix.size().toArray());
    if (transformationMatrix.size(0) != transformationMatrix.size(1)) {
      throw new ValueException(
          "transformation_matrix should be square. Got " + size + " rectangular matrix.");
    }
    if (meanVector.size(0) != transformationMatrix.size(0)) {
      throw new ValueException(
          "mean_vector should have the same length "
              + meanVector.size(0)
              + " as any one of the dimensions of the transformation_matrix ["
              + size
              + "]");
    }
    if (!transformationMatrix.device().equals(meanVector.device())) {
      throw new ValueException(
          "Input tensors should be on the same device. Got "
              + transformationMatrix.device()
              + " and "
              + meanVector.device());
    }
    if (transformationMatrix.dtype() != meanVector.dtype()) {
      throw new ValueException(
          "Input tensors should have the same dtype. Got "
              + transformationMatrix.dtype()
              + " and "
              + meanVector.dtype());
    }
    this.transformationMatrix = transformationMatrix;
    this.meanVector = meanVector;
  }

  @Override
  Tensor forward(Tensor img) {
    long n = img.size(-3) * img.size(-2) * img.size(-1);
    if (n != transformationMatrix.size(0)) {
      throw new ValueException(
          "Input tensor and transformation matrix have incompatible shape.["
              + img.size(-3)
              + " x "
              + img.size(-2)
              + " x "
              + img.size(-1)
              + "] != "
              + transformationMatrix.size(0));
    }
    try (Scope scope = Torch.scope()) {
      Tensor flat = img.view(-1, n).sub(meanVector);
      return scope.keep(flat.mm(transformationMatrix.to(flat.dtype())).view(img.size()));
    }
  }

  @Override
  public String toString() {
    return "LinearTransformation(transformation_matrix="
        + PythonText.of(transformationMatrix.tolist())
        + ", mean_vector="
        + PythonText.of(meanVector.tolist())
        + ")";
  }
}
