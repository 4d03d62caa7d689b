package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.nn.NormalizationFunctions.ResponseNormOptions;
import java.util.function.Consumer;

/**
 * Divides by the power of a mean square over neighbouring channels: Python's {@code
 * torch.nn.LocalResponseNorm}, {@code x / (k + alpha / size * sum(x²)) ** beta}.
 *
 * <p>Input: (N, C, *). Output: the same shape.
 *
 * <pre>{@code
 * new LocalResponseNorm(2).call(Torch.randn(32, 5, 24, 24));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LocalResponseNorm extends Module {
  /** How many channels count. */
  public final long size;

  /** The factor of the mean square. */
  public final Number alpha;

  /** The exponent. */
  public final Number beta;

  /** What is added to the mean square. */
  public final Number k;

  /** Makes a layer with Python's defaults: {@code nn.LocalResponseNorm(size)}. */
  public LocalResponseNorm(long size) {
    this(size, o -> {});
  }

  /**
   * Makes a layer with its constants: Python's {@code nn.LocalResponseNorm(size, alpha, beta, k)}.
   */
  public LocalResponseNorm(long size, Number alpha, Number beta, Number k) {
    this(size, o -> o.alpha(alpha).beta(beta).k(k));
  }

  /** Makes a layer with keyword arguments: {@code new LocalResponseNorm(2, o -> o.beta(0.5))}. */
  public LocalResponseNorm(long size, Consumer<ResponseNormOptions> options) {
    ResponseNormOptions o = new ResponseNormOptions(1.0);
    options.accept(o);
    this.size = size;
    this.alpha = o.alpha;
    this.beta = o.beta;
    this.k = o.k;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.localResponseNorm(x, size, alpha, beta, k);
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
