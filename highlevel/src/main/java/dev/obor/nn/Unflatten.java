package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;

/**
 * Makes several dimensions of one: Python's {@code torch.nn.Unflatten}.
 *
 * <p>Input: (*, S, *). Output: (*, sizes with product S, *), a view.
 *
 * <pre>{@code
 * new Unflatten(1, size(2, 5, 5)).call(Torch.randn(2, 50)).shape();  // torch.Size([2, 2, 5, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Unflatten extends Module {
  /** The dimension, counted from the end when negative. */
  public final long dim;

  /** The sizes that take its place; one of them may be -1. */
  public final Size unflattenedSize;

  /** Makes the layer: Python's {@code nn.Unflatten(dim, unflattened_size)}. */
  public Unflatten(long dim, Size unflattenedSize) {
    this.dim = dim;
    this.unflattenedSize = unflattenedSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Aten.unflatten_int(x, dim, unflattenedSize.toArray());
  }

  @Override
  public String extraRepr() {
    return "dim=" + dim + ", unflattened_size=" + Sizes.tuple(unflattenedSize.toArray());
  }
}
