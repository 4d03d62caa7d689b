package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces negative elements by zero: Python's {@code torch.nn.ReLU}, {@code max(0, x)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new ReLU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([0., 2.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReLU extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes a layer that leaves its input as it is: Python's {@code nn.ReLU()}. */
  public ReLU() {
    this(false);
  }

  /** Makes a layer that may change its input: Python's {@code nn.ReLU(inplace)}. */
  public ReLU(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new ReLU(o -> o.inplace(true))}. */
  public ReLU(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.relu(x, inplace);
  }

  @Override
  public String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
