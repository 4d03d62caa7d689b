package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Keeps positive elements and multiplies the others by a slope: Python's {@code
 * torch.nn.LeakyReLU}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new LeakyReLU(0.2).call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.2000,  2.0000])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LeakyReLU extends Module {
  /** The slope of what is negative. */
  public final Number negativeSlope;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number negativeSlope = 1e-2;
    private boolean inplace;

    Options() {}

    /** Sets the slope of what is negative; default 1e-2. */
    public Options negativeSlope(Number value) {
      this.negativeSlope = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  /** Makes the layer with Python's defaults: Python's {@code nn.LeakyReLU()}. */
  public LeakyReLU() {
    this(1e-2, false);
  }

  /** Makes the layer with {@code negativeSlope}: Python's {@code nn.LeakyReLU(negative_slope)}. */
  public LeakyReLU(Number negativeSlope) {
    this(negativeSlope, false);
  }

  /**
   * Makes the layer with {@code negativeSlope} and {@code inplace}: Python's {@code
   * nn.LeakyReLU(negative_slope, inplace)}.
   */
  public LeakyReLU(Number negativeSlope, boolean inplace) {
    this.negativeSlope = negativeSlope;
    this.inplace = inplace;
  }

  /** Makes the layer with keyword arguments: {@code new LeakyReLU(o -> o.inplace(…))}. */
  public LeakyReLU(Consumer<Options> options) {
    this(accepted(options));
  }

  private LeakyReLU(Options o) {
    this(o.negativeSlope, o.inplace);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.leakyRelu(x, negativeSlope, inplace);
  }

  @Override
  public String extraRepr() {
    return "negative_slope=" + ModuleText.python(negativeSlope) + ModuleText.inplace(inplace);
  }
}
