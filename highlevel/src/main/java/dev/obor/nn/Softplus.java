package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A smooth {@link ReLU}: Python's {@code torch.nn.Softplus}, {@code log(1 + exp(beta * x)) / beta}.
 * Where {@code beta * x} is greater than the threshold it is x itself.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Softplus().call(Torch.tensor(new double[] {-1, 2}));  // tensor([0.3133, 2.1269])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Softplus extends Module {
  /** How sharp the bend is. */
  public final Number beta;

  /** Where the straight line begins. */
  public final Number threshold;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number beta = 1.0;
    private Number threshold = 20.0;

    Options() {}

    /** Sets how sharp the bend is; default 1.0. */
    public Options beta(Number value) {
      this.beta = value;
      return this;
    }

    /** Sets where the straight line begins; default 20.0. */
    public Options threshold(Number value) {
      this.threshold = value;
      return this;
    }
  }

  /** Makes the layer with Python's defaults: Python's {@code nn.Softplus()}. */
  public Softplus() {
    this(1.0, 20.0);
  }

  /** Makes the layer with {@code beta}: Python's {@code nn.Softplus(beta)}. */
  public Softplus(Number beta) {
    this(beta, 20.0);
  }

  /**
   * Makes the layer with {@code beta} and {@code threshold}: Python's {@code nn.Softplus(beta,
   * threshold)}.
   */
  public Softplus(Number beta, Number threshold) {
    this.beta = beta;
    this.threshold = threshold;
  }

  /** Makes the layer with keyword arguments: {@code new Softplus(o -> o.threshold(…))}. */
  public Softplus(Consumer<Options> options) {
    this(accepted(options));
  }

  private Softplus(Options o) {
    this(o.beta, o.threshold);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.softplus(x, beta, threshold);
  }

  @Override
  public String extraRepr() {
    return "beta=" + ModuleText.python(beta) + ", threshold=" + ModuleText.python(threshold);
  }
}
