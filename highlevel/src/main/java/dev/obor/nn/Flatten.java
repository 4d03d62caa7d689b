package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;

/**
 * Makes one dimension of several neighbouring ones: Python's {@code torch.nn.Flatten}.
 *
 * <p>Input: (*, S<sub>start</sub>, …, S<sub>end</sub>, *). Output: (*, their product, *), a view
 * where the memory allows it.
 *
 * <pre>{@code
 * new Flatten().call(Torch.zeros(32, 1, 28, 28)).shape();      // torch.Size([32, 784])
 * new Flatten(0, 2).call(Torch.zeros(32, 1, 28, 28)).shape();  // torch.Size([896, 28])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Flatten extends Module {
  /** The first dimension, counted from the end when negative. */
  public final long startDim;

  /** The last dimension, counted from the end when negative. */
  public final long endDim;

  /** Flattens everything but the first dimension: Python's {@code nn.Flatten()}. */
  public Flatten() {
    this(1, -1);
  }

  /**
   * Flattens the dimensions from one to another: Python's {@code nn.Flatten(start_dim, end_dim)}.
   */
  public Flatten(long startDim, long endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Aten.flatten_using_ints(x, startDim, endDim);
  }

  @Override
  public String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}
