package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link InstanceNorm3d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyInstanceNorm3d}.
 *
 * <p>Input and output: those of {@link InstanceNorm3d}. As in Python, and unlike it, the layer by
 * default has weights and running values.
 *
 * <pre>{@code
 * LazyInstanceNorm3d layer = new LazyInstanceNorm3d();
 * layer.call(Torch.randn(20, 100, 35, 45, 10));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyInstanceNorm3d extends InstanceNorm3d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyInstanceNorm3d()}. */
  public LazyInstanceNorm3d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyInstanceNorm3d(o -> o.eps(1e-3))}. */
  public LazyInstanceNorm3d(Consumer<Options> options) {
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
