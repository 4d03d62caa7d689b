package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of functions that make tensors, filled in by a trailing lambda: {@code
 * Torch.zeros(size(2, 3), o -> o.dtype(DType.FLOAT64).requiresGrad(true))}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class TensorOptions {
  @Nullable DType dtype;
  @Nullable Layout layout;
  @Nullable Device device;
  @Nullable Boolean pinMemory;
  @Nullable MemoryFormat memoryFormat;
  @Nullable Generator generator;
  @Nullable Boolean isCoalesced;
  private boolean requiresGrad;

  TensorOptions() {}

  /** Sets the element type; without it the function chooses, often the default dtype. */
  public TensorOptions dtype(DType value) {
    this.dtype = value;
    return this;
  }

  /** Sets the layout; without it {@link Layout#STRIDED}. */
  public TensorOptions layout(Layout value) {
    this.layout = value;
    return this;
  }

  /** Sets the device; without it the CPU, or for {@code like} functions the input's. */
  public TensorOptions device(Device value) {
    this.device = value;
    return this;
  }

  /** Sets the device by its name, such as {@code cuda:0}. */
  public TensorOptions device(String value) {
    return device(Device.of(value));
  }

  /** Sets whether the memory is pinned for fast copies to an accelerator; without it, it is not. */
  public TensorOptions pinMemory(boolean value) {
    this.pinMemory = value;
    return this;
  }

  /** Sets the memory format; only functions in whose signature Python has it take it. */
  public TensorOptions memoryFormat(MemoryFormat value) {
    this.memoryFormat = value;
    return this;
  }

  /** Sets the source of random numbers; without it the device's default generator. */
  public TensorOptions generator(Generator value) {
    this.generator = value;
    return this;
  }

  /**
   * Sets whether the coordinates are sorted and none is there twice; only {@link
   * Torch#sparseCooTensor} takes it, and believes it.
   */
  public TensorOptions isCoalesced(boolean value) {
    this.isCoalesced = value;
    return this;
  }

  /** Sets whether gradients are recorded for the new tensor; without it, they are not. */
  public TensorOptions requiresGrad(boolean value) {
    this.requiresGrad = value;
    return this;
  }

  /** Applies what is not an argument of the operator itself. */
  Tensor finish(Tensor tensor) {
    if (!requiresGrad) {
      return tensor;
    }
    if (!tensor.isDifferentiable()) {
      tensor.close();
      throw new TorchException(
          "Only Tensors of floating point and complex dtype can require gradients");
    }
    return tensor.recordGradients(true);
  }
}
