package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Keeps positive elements and bends the others towards {@code -alpha}: Python's {@code
 * torch.nn.CELU}, {@code alpha * (exp(x / alpha) - 1)} where x is not positive.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new CELU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.6321,  2.0000])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CELU extends Module {
  /** The factor of what is not positive. */
  public final Number alpha;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number alpha = 1.0;
    private boolean inplace;

    Options() {}

    /** Sets the factor of what is not positive; default 1.0. */
    public Options alpha(Number value) {
      this.alpha = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  /** Makes the layer with Python's defaults: Python's {@code nn.CELU()}. */
  public CELU() {
    this(1.0, false);
  }

  /** Makes the layer with {@code alpha}: Python's {@code nn.CELU(alpha)}. */
  public CELU(Number alpha) {
    this(alpha, false);
  }

  /**
   * Makes the layer with {@code alpha} and {@code inplace}: Python's {@code nn.CELU(alpha,
   * inplace)}.
   */
  public CELU(Number alpha, boolean inplace) {
    this.alpha = alpha;
    this.inplace = inplace;
  }

  /** Makes the layer with keyword arguments: {@code new CELU(o -> o.inplace(…))}. */
  public CELU(Consumer<Options> options) {
    this(accepted(options));
  }

  private CELU(Options o) {
    this(o.alpha, o.inplace);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.celu(x, alpha, inplace);
  }

  @Override
  public String extraRepr() {
    return "alpha=" + ModuleText.python(alpha) + ModuleText.inplace(inplace);
  }
}
