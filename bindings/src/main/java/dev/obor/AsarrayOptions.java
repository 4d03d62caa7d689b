package dev.obor;

import org.jspecify.annotations.Nullable;

/** The keyword arguments of {@link Torch#asarray(Object, java.util.function.Consumer)}. */
public final class AsarrayOptions {
  @Nullable DType dtype;
  @Nullable Device device;
  @Nullable Boolean copy;
  boolean requiresGrad;

  AsarrayOptions() {}

  /** Sets the element type; without it, that of a tensor or the one that suits the data. */
  public AsarrayOptions dtype(DType value) {
    this.dtype = value;
    return this;
  }

  /** Sets the device; without it, that of a tensor, or the default device. */
  public AsarrayOptions device(Device value) {
    this.device = value;
    return this;
  }

  /** Sets the device by its name, such as {@code cuda:0}. */
  public AsarrayOptions device(String value) {
    return device(Device.of(value));
  }

  /**
   * Sets whether the elements are copied: always, or never and rather throw. Without it, where
   * needed.
   */
  public AsarrayOptions copy(boolean value) {
    this.copy = value;
    return this;
  }

  /** Sets whether gradients are recorded for the tensor; without it, they are not. */
  public AsarrayOptions requiresGrad(boolean value) {
    this.requiresGrad = value;
    return this;
  }

  /** What {@code Torch.tensor} takes of these. */
  void pass(TensorOptions to) {
    if (dtype != null) {
      to.dtype(dtype);
    }
    if (device != null) {
      to.device(device);
    }
    to.requiresGrad(requiresGrad);
  }
}
