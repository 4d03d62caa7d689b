package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Makes tensors that a {@link Module} counts among its parameters: Python's {@code
 * torch.nn.Parameter}.
 *
 * <p>A parameter is an ordinary {@link Tensor} with a mark: a tensor in a field of a module is a
 * parameter of that module if it was made here, and nothing but a cached value if it was not, as in
 * Python.
 *
 * <pre>{@code
 * class Scale extends Module {
 *   Tensor factor = Parameter.of(Torch.ones(1));
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return x.mul(factor);
 *   }
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class Parameter {
  private Parameter() {}

  /**
   * Makes a parameter for which gradients are recorded: Python's {@code nn.Parameter(data)}.
   *
   * @param data the values, which must be real or complex numbers
   * @return a new tensor over the same memory, a leaf even in {@code noGrad} mode
   */
  public static Tensor of(Tensor data) {
    return of(data, true);
  }

  /**
   * Makes a parameter: Python's {@code nn.Parameter(data, requires_grad)}.
   *
   * @param data the values
   * @param requiresGrad whether gradients are recorded for it
   * @return a new tensor over the same memory
   */
  public static Tensor of(Tensor data, boolean requiresGrad) {
    return data.asParameter(requiresGrad);
  }
}
