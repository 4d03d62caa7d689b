package dev.obor.nn;

import dev.obor.Tensor;

/**
 * Gives its input as it is: Python's {@code torch.nn.Identity}. It takes the place of a layer that
 * is to do nothing.
 *
 * <p>Input: any shape. Output: the same tensor.
 *
 * <pre>{@code
 * new Identity().call(x);  // x
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Identity extends Module {
  /** Makes the layer: Python's {@code nn.Identity()}. */
  public Identity() {}

  /**
   * Makes the layer in the place of another: Python's {@code nn.Identity(…)}.
   *
   * @param unused whatever the layer had whose place it takes; it does not count
   */
  public Identity(Object... unused) {}

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }
}
