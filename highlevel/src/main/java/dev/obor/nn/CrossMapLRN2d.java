package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.nn.NormalizationFunctions.ResponseNormOptions;
import java.util.function.Consumer;

/**
 * Divides by the power of a mean square over neighbouring channels, as Caffe did: Python's {@code
 * torch.nn.CrossMapLRN2d}. {@link LocalResponseNorm} is the better choice: this layer sums and
 * derives a little otherwise, as Python's does.
 *
 * <p>Input: (N, C, H, W). Output: the same shape.
 *
 * <pre>{@code
 * new CrossMapLRN2d(2).call(Torch.randn(32, 5, 24, 24));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CrossMapLRN2d extends Module {
  /** How many channels count. */
  public final long size;

  /** The factor of the mean square. */
  public final Number alpha;

  /** The exponent. */
  public final Number beta;

  /** What is added to the mean square. */
  public final Number k;

  /** Makes a layer with Python's defaults: {@code nn.CrossMapLRN2d(size)}. */
  public CrossMapLRN2d(long size) {
    this(size, o -> {});
  }

  /** Makes a layer with its constants: Python's {@code nn.CrossMapLRN2d(size, alpha, beta, k)}. */
  public CrossMapLRN2d(long size, Number alpha, Number beta, Number k) {
    this(size, o -> o.alpha(alpha).beta(beta).k(k));
  }

  /** Makes a layer with keyword arguments: {@code new CrossMapLRN2d(2, o -> o.beta(0.5))}. */
  public CrossMapLRN2d(long size, Consumer<ResponseNormOptions> options) {
    ResponseNormOptions o = new ResponseNormOptions(1);
    options.accept(o);
    this.size = size;
    this.alpha = o.alpha;
    this.beta = o.beta;
    this.k = o.k;
  }

  @Override
  public Tensor forward(Tensor x) {
    return ResponseNormFunction.apply(x, this);
  }

  @Override
  public String extraRepr() {
    return size
        + ", alpha="
        + ModuleText.python(alpha)
        + ", beta="
        + ModuleText.python(beta)
        + ", k="
        + ModuleText.python(k);
  }
}
