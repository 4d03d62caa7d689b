package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Makes one dimension of several neighbouring ones: Python's {@code torch.nn.Flatten}.
 *
 * <p>Input: (*, S<sub>start</sub>, …, S<sub>end</sub>, *). Output: (*, their product, *), a view
 * where the memory allows it.
 *
 * <pre>{@code
 * new Flatten().call(Torch.zeros(32, 1, 28, 28)).shape();      // torch.Size([32, 784])
 * new Flatten(0, 2).call(Torch.zeros(32, 1, 28, 28)).shape();  // torch.Size([896, 28])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Flatten extends Module {
  /** The first dimension, counted from the end when negative. */
  public final long startDim;

  /** The last dimension, counted from the end when negative. */
  public final long endDim;

  /** Flattens everything but the first dimension: Python's {@code nn.Flatten()}. */
  public Flatten() {
    this(1, -1);
  }

  /** Flattens the dimensions from one to the last: Python's {@code nn.Flatten(start_dim)}. */
  public Flatten(long startDim) {
    this(startDim, -1);
  }

  /**
   * Flattens the dimensions from one to another: Python's {@code nn.Flatten(start_dim, end_dim)}.
   */
  public Flatten(long startDim, long endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private long startDim = 1;
    private long endDim = -1;

    Options() {}

    /** Sets the first dimension; default 1. */
    public Options startDim(long value) {
      this.startDim = value;
      return this;
    }

    /** Sets the last dimension; default the last of all. */
    public Options endDim(long value) {
      this.endDim = value;
      return this;
    }
  }

  /** Makes the layer with keyword arguments: {@code new Flatten(o -> o.endDim(2))}. */
  public Flatten(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.startDim = o.startDim;
    this.endDim = o.endDim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Aten.flatten_using_ints(x, startDim, endDim);
  }

  @Override
  public String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}
