package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link BatchNorm3d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyBatchNorm3d}.
 *
 * <p>Input and output: those of {@link BatchNorm3d}.
 *
 * <pre>{@code
 * LazyBatchNorm3d layer = new LazyBatchNorm3d();
 * layer.call(Torch.randn(20, 100, 35, 45, 10));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyBatchNorm3d extends BatchNorm3d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyBatchNorm3d()}. */
  public LazyBatchNorm3d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyBatchNorm3d(o -> o.eps(1e-3))}. */
  public LazyBatchNorm3d(Consumer<Options> options) {
    super(0, options);
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
