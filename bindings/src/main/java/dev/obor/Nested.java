package dev.obor;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tensors whose parts have different sizes: Python's {@code torch.nested}.
 *
 * <p>A nested tensor holds tensors with the same number of dimensions, one behind the other. All
 * functions may be called from any thread.
 */
public final class Nested {
  private Nested() {}

  /**
   * Copies tensors into a nested one, without their gradient history: Python's {@code
   * torch.nested.nested_tensor(tensors)}.
   *
   * <pre>{@code
   * Tensor a = Torch.tensor(new double[] {1, 2});
   * Tensor b = Torch.tensor(new double[] {3});
   * Tensor n = Nested.nestedTensor(List.of(a, b));
   * n.unbind().get(1) // tensor([3.])
   * }</pre>
   *
   * @param tensors all with the same number of dimensions and the same dtype
   * @throws TorchException if they differ in these
   */
  public static Tensor nestedTensor(List<Tensor> tensors) {
    return nestedTensor(tensors, o -> {});
  }

  /** The same with the keyword arguments {@code dtype}, {@code device}, {@code requiresGrad}. */
  public static Tensor nestedTensor(List<Tensor> tensors, Consumer<TensorOptions> options) {
    TensorOptions o = new TensorOptions();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      Tensor nested = asNestedTensor(tensors.stream().map(Tensor::detach).toList(), options);
      return scope.keep(o.finish(nested));
    }
  }

  /**
   * Copies tensors into a nested one, through which gradients flow back to them: Python's {@code
   * torch.nested.as_nested_tensor(tensors)}.
   *
   * <pre>{@code
   * Tensor a = Torch.tensor(new double[] {1, 2});
   * Tensor b = Torch.tensor(new double[] {3});
   * Tensor n = Nested.asNestedTensor(List.of(a, b));
   * n.unbind().get(0) // tensor([1., 2.])
   * }</pre>
   */
  public static Tensor asNestedTensor(List<Tensor> tensors) {
    return asNestedTensor(tensors, o -> {});
  }

  /** The same with the keyword arguments {@code dtype} and {@code device}. */
  public static Tensor asNestedTensor(List<Tensor> tensors, Consumer<TensorOptions> options) {
    TensorOptions o = new TensorOptions();
    options.accept(o);
    return Aten._nested_tensor_from_tensor_list(
        Crossings.tensors(tensors), o.dtype, null, o.device, null);
  }

  /**
   * Copies a nested tensor into a dense one, with {@code padding} behind its shorter parts:
   * Python's {@code torch.nested.to_padded_tensor(input, padding)}.
   *
   * <pre>{@code
   * Tensor a = Torch.tensor(new double[] {1, 2});
   * Tensor b = Torch.tensor(new double[] {3});
   * Tensor n = Nested.nestedTensor(List.of(a, b));
   * Nested.toPaddedTensor(n, 0.0)
   * // tensor([[1., 2.],
   * //         [3., 0.]])
   * }</pre>
   *
   * @return a new tensor whose sizes are the largest ones of the parts
   */
  public static Tensor toPaddedTensor(Tensor input, double padding) {
    return Aten.nested_to_padded_tensor(input, padding, null);
  }

  /** The same with sizes of the caller's, which must not be smaller than those of the parts. */
  public static Tensor toPaddedTensor(Tensor input, double padding, Size outputSize) {
    return Aten.nested_to_padded_tensor(input, padding, outputSize.toArray());
  }
}
