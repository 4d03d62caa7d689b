package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Multiplies the first half of a dimension by the sigmoid of the second: Python's {@code
 * torch.nn.GLU}.
 *
 * <p>Input: (*, N, *) with an even N in the dimension. Output: (*, N / 2, *).
 *
 * <pre>{@code
 * new GLU().call(Torch.randn(4, 2)).shape();  // torch.Size([4, 1])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GLU extends Module {
  /** The dimension, counted from the end when negative. */
  public final long dim;

  /** Makes the layer with Python's defaults: Python's {@code nn.GLU()}. */
  public GLU() {
    this(-1);
  }

  /** Makes the layer with {@code dim}: Python's {@code nn.GLU(dim)}. */
  public GLU(long dim) {
    this.dim = dim;
  }

  /** Makes the layer with a keyword argument: {@code new GLU(o -> o.dim(1))}. */
  public GLU(Consumer<DimOptions> options) {
    Long chosen = DimOptions.of(options);
    this.dim = chosen == null ? -1 : chosen;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.glu(x, dim);
  }

  @Override
  public String extraRepr() {
    return "dim=" + dim;
  }
}
