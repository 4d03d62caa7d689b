package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.TVTensors;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies the numbers of images with a matrix, as for whitening: Python's {@code
 * torchvision.transforms.v2.LinearTransformation}.
 */
public final class LinearTransformation extends Transform<@Nullable Void> {
  private final Tensor transformationMatrix;
  private final Tensor meanVector;

  /**
   * Makes the transform: Python's {@code LinearTransformation(transformation_matrix, mean_vector)}.
   *
   * @param transformationMatrix of shape (D, D), where D is C * H * W
   * @param meanVector of shape (D), which is subtracted first
   * @throws ValueException if shapes, devices or dtypes do not fit
   */
  public LinearTransformation(Tensor transformationMatrix, Tensor meanVector) {
    long[] shape = transformationMatrix.size().toArray();
    if (shape[0] != shape[1]) {
      throw new ValueException(
          "transformation_matrix should be square. Got "
              + PythonText.of(shape)
              + " rectangular matrix.");
    }
    if (meanVector.size(0) != shape[0]) {
      throw new ValueException(
          "mean_vector should have the same length "
              + meanVector.size(0)
              + " as any one of the dimensions of the transformation_matrix ["
              + PythonText.of(shape)
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
  protected void checkInputs(List<Object> flatInputs) {
    if (hasAny(flatInputs, BufferedImage.class)) {
      throw new TypeException("LinearTransformation() does not support PIL images.");
    }
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return checkType(inpt, Tensor.class, Image.class, Video.class);
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return inpt instanceof TVTensor image
        ? TVTensors.wrap(transformed(image.data()), image)
        : transformed((Tensor) inpt);
  }

  private Tensor transformed(Tensor image) {
    long n = image.size(-3) * image.size(-2) * image.size(-1);
    if (n != transformationMatrix.size(0)) {
      throw new ValueException(
          "Input tensor and transformation matrix have incompatible shape.["
              + image.size(-3)
              + " x "
              + image.size(-2)
              + " x "
              + image.size(-1)
              + "] != "
              + transformationMatrix.size(0));
    }
    Tensor flat = image.reshape(-1, n).sub(meanVector);
    return flat.mm(transformationMatrix.to(flat.dtype())).reshape(image.size());
  }
}
