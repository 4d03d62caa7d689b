package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The ELU that keeps mean and variance: Python's {@code torch.nn.SELU}, {@code scale * (max(0, x) +
 * min(0, alpha * (exp(x) - 1)))} with alpha 1.6733 and scale 1.0507.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new SELU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-1.1113,  2.1014])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SELU extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.SELU()}. */
  public SELU() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.SELU(inplace)}. */
  public SELU(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new SELU(o -> o.inplace(true))}. */
  public SELU(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.selu(x, inplace);
  }

  @Override
  public String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
