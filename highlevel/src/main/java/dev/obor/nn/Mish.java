package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Multiplies each element by the tangent of its softplus: Python's {@code torch.nn.Mish}, {@code x
 * * tanh(log(1 + exp(x)))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Mish().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.3034,  1.9440])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Mish extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.Mish()}. */
  public Mish() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.Mish(inplace)}. */
  public Mish(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new Mish(o -> o.inplace(true))}. */
  public Mish(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.mish(x, inplace);
  }

  @Override
  public String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
