package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.TypeException;

/** A transform that takes tensors only. */
public abstract class TensorTransform implements Transform<Object, Tensor> {
  /** How Python's text calls what is wanted. */
  private final String wanted;

  TensorTransform(String wanted) {
    this.wanted = wanted;
  }

  /** Does the work. */
  abstract Tensor forward(Tensor img);

  /** Transforms a tensor of shape (…, C, H, W): Python's {@code transform(img)}. */
  public final Tensor call(Tensor img) {
    return forward(img);
  }

  @Override
  public final Tensor apply(Object img) {
    if (img instanceof Tensor tensor) {
      return forward(tensor);
    }
    throw new TypeException(
        wanted.replace("%s", PythonText.type(img)) + "\nPut new ToTensor() in front of it.");
  }
}
