package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Replaces the elements between {@code -lambd} and {@code lambd} by zero: Python's {@code
 * torch.nn.Hardshrink}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Hardshrink(1.5).call(Torch.tensor(new double[] {-1, 2}));  // tensor([0., 2.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Hardshrink extends Module {
  /** The limit. */
  public final Number lambd;

  /** Makes the layer with Python's defaults: Python's {@code nn.Hardshrink()}. */
  public Hardshrink() {
    this(0.5);
  }

  /** Makes the layer with {@code lambd}: Python's {@code nn.Hardshrink(lambd)}. */
  public Hardshrink(Number lambd) {
    this.lambd = lambd;
  }

  /** Makes the layer with a keyword argument: {@code new Hardshrink(o -> o.lambd(0.7))}. */
  public Hardshrink(Consumer<ShrinkOptions> options) {
    this(ShrinkOptions.of(options, 0.5));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardshrink(x, lambd);
  }

  @Override
  public String extraRepr() {
    return ModuleText.python(lambd);
  }
}
