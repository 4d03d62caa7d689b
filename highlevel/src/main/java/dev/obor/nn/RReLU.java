package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Keeps positive elements and multiplies the others by a random slope: Python's {@code
 * torch.nn.RReLU}. In training each element has a slope of its own, drawn from [lower, upper);
 * otherwise it is the mean of both.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new RReLU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.2124,  2.0000]) or the like
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RReLU extends Module {
  /** The least slope. */
  public final Number lower;

  /** The largest slope. */
  public final Number upper;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number lower = 1.0 / 8;
    private Number upper = 1.0 / 3;
    private boolean inplace;

    Options() {}

    /** Sets the least slope; default 1.0 / 8. */
    public Options lower(Number value) {
      this.lower = value;
      return this;
    }

    /** Sets the largest slope; default 1.0 / 3. */
    public Options upper(Number value) {
      this.upper = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  /** Makes the layer with Python's defaults: Python's {@code nn.RReLU()}. */
  public RReLU() {
    this(1.0 / 8, 1.0 / 3, false);
  }

  /** Makes the layer with {@code lower}: Python's {@code nn.RReLU(lower)}. */
  public RReLU(Number lower) {
    this(lower, 1.0 / 3, false);
  }

  /**
   * Makes the layer with {@code lower} and {@code upper}: Python's {@code nn.RReLU(lower, upper)}.
   */
  public RReLU(Number lower, Number upper) {
    this(lower, upper, false);
  }

  /**
   * Makes the layer with {@code lower} and {@code upper} and {@code inplace}: Python's {@code
   * nn.RReLU(lower, upper, inplace)}.
   */
  public RReLU(Number lower, Number upper, boolean inplace) {
    this.lower = lower;
    this.upper = upper;
    this.inplace = inplace;
  }

  /** Makes the layer with keyword arguments: {@code new RReLU(o -> o.inplace(…))}. */
  public RReLU(Consumer<Options> options) {
    this(accepted(options));
  }

  private RReLU(Options o) {
    this(o.lower, o.upper, o.inplace);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.rrelu(x, lower, upper, isTraining(), inplace);
  }

  @Override
  public String extraRepr() {
    return "lower="
        + ModuleText.python(lower)
        + ", upper="
        + ModuleText.python(upper)
        + ModuleText.inplace(inplace);
  }
}
