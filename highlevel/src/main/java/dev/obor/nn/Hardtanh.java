package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;

/**
 * Limits the elements to a range: Python's {@code torch.nn.Hardtanh}, {@code min(max(x, minVal),
 * maxVal)}.
 *
 * <p>Input: any shape. Output: the same shape.
 *
 * <pre>{@code
 * new Hardtanh().call(Torch.tensor(new double[] {-1, 2}));  // tensor([-1.,  1.])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Hardtanh extends Module {
  /** The least value. */
  public final Number minVal;

  /** The largest value. */
  public final Number maxVal;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Number minVal = -1.0;
    private Number maxVal = 1.0;
    private boolean inplace;

    Options() {}

    /** Sets the least value; default -1.0. */
    public Options minVal(Number value) {
      this.minVal = value;
      return this;
    }

    /** Sets the largest value; default 1.0. */
    public Options maxVal(Number value) {
      this.maxVal = value;
      return this;
    }

    /** Sets whether the input itself is changed; default false. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }
  }

  /** Makes the layer with Python's defaults: Python's {@code nn.Hardtanh()}. */
  public Hardtanh() {
    this(-1.0, 1.0, false);
  }

  /** Makes the layer with {@code minVal}: Python's {@code nn.Hardtanh(min_val)}. */
  public Hardtanh(Number minVal) {
    this(minVal, 1.0, false);
  }

  /**
   * Makes the layer with {@code minVal} and {@code maxVal}: Python's {@code nn.Hardtanh(min_val,
   * max_val)}.
   */
  public Hardtanh(Number minVal, Number maxVal) {
    this(minVal, maxVal, false);
  }

  /**
   * Makes the layer with {@code minVal} and {@code maxVal} and {@code inplace}: Python's {@code
   * nn.Hardtanh(min_val, max_val, inplace)}.
   */
  public Hardtanh(Number minVal, Number maxVal, boolean inplace) {
    if (maxVal.doubleValue() <= minVal.doubleValue()) {
      throw new ValueException("max_val must be larger than min_val");
    }
    this.minVal = minVal;
    this.maxVal = maxVal;
    this.inplace = inplace;
  }

  /** Makes the layer with keyword arguments: {@code new Hardtanh(o -> o.inplace(…))}. */
  public Hardtanh(Consumer<Options> options) {
    this(accepted(options));
  }

  private Hardtanh(Options o) {
    this(o.minVal, o.maxVal, o.inplace);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.hardtanh(x, minVal, maxVal, inplace);
  }

  @Override
  public String extraRepr() {
    return "min_val="
        + ModuleText.python(minVal)
        + ", max_val="
        + ModuleText.python(maxVal)
        + ModuleText.inplace(inplace);
  }
}
