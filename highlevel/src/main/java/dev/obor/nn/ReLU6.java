package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Limits the elements to the range from 0 to 6: Python's {@code torch.nn.ReLU6}, {@code min(max(x,
 * 0), 6)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new ReLU6().call(Torch.tensor(new double[] {-1, 2}));  // tensor([0., 2.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ReLU6 extends Module {
  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.ReLU6()}. */
  public ReLU6() {
    this(false);
  }

  /** Makes the layer with {@code inplace}: Python's {@code nn.ReLU6(inplace)}. */
  public ReLU6(boolean inplace) {
    this.inplace = inplace;
  }

  /** Makes the layer with a keyword argument: {@code new ReLU6(o -> o.inplace(true))}. */
  public ReLU6(Consumer<InplaceOptions> options) {
    this(InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.relu6(x, inplace);
  }

  @Override
  public String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
