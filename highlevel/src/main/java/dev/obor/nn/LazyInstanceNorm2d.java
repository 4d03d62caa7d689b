package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link InstanceNorm2d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyInstanceNorm2d}.
 *
 * <p>Input and output: those of {@link InstanceNorm2d}. As in Python, and unlike it, the layer by
 * default has weights and running values.
 *
 * <pre>{@code
 * LazyInstanceNorm2d layer = new LazyInstanceNorm2d();
 * layer.call(Torch.randn(20, 100, 35, 45));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyInstanceNorm2d extends InstanceNorm2d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyInstanceNorm2d()}. */
  public LazyInstanceNorm2d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyInstanceNorm2d(o -> o.eps(1e-3))}. */
  public LazyInstanceNorm2d(Consumer<Options> options) {
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
