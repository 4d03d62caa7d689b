package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link BatchNorm2d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyBatchNorm2d}.
 *
 * <p>Input and output: those of {@link BatchNorm2d}.
 *
 * <pre>{@code
 * LazyBatchNorm2d layer = new LazyBatchNorm2d();
 * layer.call(Torch.randn(20, 100, 35, 45));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyBatchNorm2d extends BatchNorm2d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyBatchNorm2d()}. */
  public LazyBatchNorm2d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyBatchNorm2d(o -> o.eps(1e-3))}. */
  public LazyBatchNorm2d(Consumer<Options> options) {
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
