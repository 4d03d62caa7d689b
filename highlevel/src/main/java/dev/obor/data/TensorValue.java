package dev.obor.data;

import dev.obor.Tensor;

/**
 * A value around one tensor, of which {@link Data#defaultCollate} makes a batch as of the tensor
 * itself.
 *
 * <p>In Python such a value is a subclass of {@code torch.Tensor}, and a batch of them is a plain
 * tensor.
 */
public interface TensorValue {
  /** The tensor. */
  Tensor data();
}
