package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Multiplies each element by its sigmoid: Python's {@code torch.nn.SiLU}, {@code x / (1 +
 * exp(-x))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new SiLU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.2689,  1.7616])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SiLU extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.SiLU()}. */
  public SiLU() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.SiLU(inplace)}. */
  public SiLU(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new SiLU(o -> o.inplace(true))}. */
  public SiLU(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.silu(x, inplace);
  }

  @Override
  public String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
