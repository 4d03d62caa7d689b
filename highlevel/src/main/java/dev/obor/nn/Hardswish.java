package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Approximates {@link SiLU} by straight lines and a parabola: Python's {@code torch.nn.Hardswish},
 * {@code x * min(max(x + 3, 0), 6) / 6}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Hardswish().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.3333,  1.6667])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Hardswish extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.Hardswish()}. */
  public Hardswish() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.Hardswish(inplace)}. */
  public Hardswish(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new Hardswish(o -> o.inplace(true))}. */
  public Hardswish(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardswish(x, inplace);
  }
}
