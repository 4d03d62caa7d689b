package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link InstanceNorm1d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyInstanceNorm1d}.
 *
 * <p>Input and output: those of {@link InstanceNorm1d}. As in Python, and unlike it, the layer by
 * default has weights and running values.
 *
 * <pre>{@code
 * LazyInstanceNorm1d layer = new LazyInstanceNorm1d();
 * layer.call(Torch.randn(20, 100, 40));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyInstanceNorm1d extends InstanceNorm1d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyInstanceNorm1d()}. */
  public LazyInstanceNorm1d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyInstanceNorm1d(o -> o.eps(1e-3))}. */
  public LazyInstanceNorm1d(Consumer<Options> options) {
    super(options);
  }

  @Override
  public boolean isLazy() {
    return lazy;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (lazy) {
      meet(x);
      lazy = false;
    }
    return super.forward(x);
  }
}
