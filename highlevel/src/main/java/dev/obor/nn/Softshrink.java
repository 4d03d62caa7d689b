package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Moves every element towards zero: Python's {@code torch.nn.Softshrink}, {@code sign(x) * max(|x|
 * - lambd, 0)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Softshrink().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.5000,  1.5000])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softshrink extends Module {
  /** How far; not negative. */
  public final Number lambd;

  /** Makes the layer with Python's defaults: Python's {@code nn.Softshrink()}. */
  public Softshrink() {
    this(0.5);
  }

  /** Makes the layer with {@code lambd}: Python's {@code nn.Softshrink(lambd)}. */
  public Softshrink(Number lambd) {
    this.lambd = lambd;
  }

  /** Makes the layer with a keyword argument: {@code new Softshrink(o -> o.lambd(0.7))}. */
  public Softshrink(Consumer<ShrinkOptions> options) {
    this(ShrinkOptions.of(options, 0.5));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softshrink(x, lambd);
  }

  @Override
  public String extraRepr() {
    return ModuleText.python(lambd);
  }
}
