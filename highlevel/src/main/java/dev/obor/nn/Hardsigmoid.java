package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Approximates the sigmoid by straight lines: Python's {@code torch.nn.Hardsigmoid}, {@code
 * min(max(x + 3, 0), 6) / 6}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Hardsigmoid().call(Torch.tensor(new double[] {-1, 2}));  // tensor([0.3333, 0.8333])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Hardsigmoid extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.Hardsigmoid()}. */
  public Hardsigmoid() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.Hardsigmoid(inplace)}. */
  public Hardsigmoid(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new Hardsigmoid(o -> o.inplace(true))}. */
  public Hardsigmoid(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardsigmoid(x, inplace);
  }
}
