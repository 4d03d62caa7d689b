package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Keeps positive elements and multiplies the others by a slope that is learned: Python's {@code
 * torch.nn.PReLU}, {@code max(0, x) + weight * min(0, x)}.
 *
 * <p>Input: (N, C, *), or any shape with a single slope. Output: the same shape.
 *
 * <p>All slopes begin with {@code init}, by default 0.25.
 *
 * <pre>{@code
 * new PReLU().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-0.2500,  2.0000], ...)
 * new PReLU(3);                                          // a slope for each of 3 channels
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PReLU extends Module {
  /** The number of slopes: 1, or one for each channel. Python's {@code num_parameters}. */
  public final long numParameters;

  /** What the slopes begin with. */
  public final double init;

  /** The slopes, of shape (numParameters). */
  public Tensor weight;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private long numParameters = 1;
    private double init = 0.25;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the number of slopes, 1 or that of the channels; default 1. */
    public Options numParameters(long value) {
      this.numParameters = value;
      return this;
    }

    /** Sets what the slopes begin with; default 0.25. */
    public Options init(double value) {
      this.init = value;
      return this;
    }
  }

  /** Makes the layer with a single slope: Python's {@code nn.PReLU()}. */
  public PReLU() {
    this(1);
  }

  /** Makes the layer with several slopes: Python's {@code nn.PReLU(num_parameters)}. */
  public PReLU(long numParameters) {
    this(o -> o.numParameters(numParameters));
  }

  /** Makes the layer with given slopes: Python's {@code nn.PReLU(num_parameters, init)}. */
  public PReLU(long numParameters, double init) {
    this(o -> o.numParameters(numParameters).init(init));
  }

  /** Makes the layer with keyword arguments: {@code new PReLU(o -> o.init(0.1))}. */
  public PReLU(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.numParameters = o.numParameters;
    this.init = o.init;
    this.weight = o.parameter(numParameters);
    resetParameters();
  }

  /** Sets the slopes to what they began with: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    Init.constant_(weight, init);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.prelu(x, weight);
  }

  @Override
  public String extraRepr() {
    return "num_parameters=" + numParameters;
  }
}
