package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces the elements that are not greater than a threshold by a value: Python's {@code
 * torch.nn.Threshold}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Threshold(0.1, 20).call(Torch.tensor(new double[] {-1, 2}));  // tensor([20.,  2.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Threshold extends Module {
  /** The threshold. */
  public final Number threshold;

  /** What replaces the elements up to the threshold. */
  public final Number value;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Makes the layer with Python's defaults: Python's {@code nn.Threshold(threshold, value)}. */
  public Threshold(Number threshold, Number value) {
    this(threshold, value, false);
  }

  /**
   * Makes the layer with {@code threshold} and {@code value} and {@code inplace}: Python's {@code
   * nn.Threshold(threshold, value, inplace)}.
   */
  public Threshold(Number threshold, Number value, boolean inplace) {
    this.threshold = threshold;
    this.value = value;
    this.inplace = inplace;
  }

  /** The same with a keyword argument: {@code new Threshold(0.1, 20, o -> o.inplace(true))}. */
  public Threshold(Number threshold, Number value, Consumer<InplaceOptions> options) {
    this(threshold, value, InplaceOptions.of(options, false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.threshold(x, threshold, value, inplace);
  }

  @Override
  public String extraRepr() {
    return "threshold="
        + ModuleText.python(threshold)
        + ", value="
        + ModuleText.python(value)
        + ModuleText.inplace(inplace);
  }
}
