package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Multiplies each element by the normal distribution's function of it: Python's {@code
 * torch.nn.GELU}, {@code x * Φ(x)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new GELU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.1587,  1.9545])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GELU extends Module {
  /** {@code none}, or {@code tanh} for an approximation by a hyperbolic tangent. */
  public final String approximate;

  /** Makes the layer with Python's defaults: Python's {@code nn.GELU()}. */
  public GELU() {
    this("none");
  }

  /** Makes the layer with {@code approximate}: Python's {@code nn.GELU(approximate)}. */
  public GELU(String approximate) {
    this.approximate = approximate;
  }

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private String approximate = "none";

    Options() {}

    /** Sets how it is computed: {@code none}, the default, or {@code tanh}. */
    public Options approximate(String value) {
      this.approximate = value;
      return this;
    }
  }

  /** Makes the layer with a keyword argument: {@code new GELU(o -> o.approximate("tanh"))}. */
  public GELU(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.approximate = o.approximate;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.gelu(x, approximate);
  }

  @Override
  public String extraRepr() {
    return "approximate='" + approximate + "'";
  }
}
