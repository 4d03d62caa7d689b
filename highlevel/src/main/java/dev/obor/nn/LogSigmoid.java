package dev.obor.nn;

import dev.obor.Tensor;

/**
 * The logarithm of the sigmoid: Python's {@code torch.nn.LogSigmoid}, {@code log(1 / (1 +
 * exp(-x)))}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new LogSigmoid().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-1.3133, -0.1269])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LogSigmoid extends Module {
  /** Makes the layer: Python's {@code nn.LogSigmoid()}. */
  public LogSigmoid() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.logsigmoid(x);
  }
}
