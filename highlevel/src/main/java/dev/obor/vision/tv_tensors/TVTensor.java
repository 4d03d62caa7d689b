package dev.obor.vision.tv_tensors;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.data.TensorValue;

/**
 * A tensor that says what it means: Python's {@code torchvision.tv_tensors.TVTensor}.
 *
 * <p>A class of one's own implements this interface, best as a record, so that scopes and loaders
 * find the tensor. Transforms leave it alone unless {@code F.registerKernel} of {@code
 * dev.obor.vision.transforms.v2} tells them what to do.
 */
public interface TVTensor extends TensorValue, AutoCloseable {
  /** The tensor without its meaning: Python's {@code as_subclass(torch.Tensor)}. */
  @Override
  Tensor data();

  /** The shape of the tensor. */
  default Size shape() {
    return data().shape();
  }

  /** The number of dimensions of the tensor. */
  default int ndim() {
    return data().dim();
  }

  /** The dtype of the tensor. */
  default DType dtype() {
    return data().dtype();
  }

  /** The device of the tensor. */
  default Device device() {
    return data().device();
  }

  /** Closes the tensor. */
  @Override
  default void close() {
    data().close();
  }
}
