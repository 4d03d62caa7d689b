package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link BatchNorm1d} that takes {@code numFeatures} from its first input: Python's {@code
 * torch.nn.LazyBatchNorm1d}.
 *
 * <p>Input and output: those of {@link BatchNorm1d}.
 *
 * <pre>{@code
 * LazyBatchNorm1d layer = new LazyBatchNorm1d();
 * layer.call(Torch.randn(20, 100));
 * layer.numFeatures;  // 100
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyBatchNorm1d extends BatchNorm1d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyBatchNorm1d()}. */
  public LazyBatchNorm1d() {
    this(o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyBatchNorm1d(o -> o.eps(1e-3))}. */
  public LazyBatchNorm1d(Consumer<Options> options) {
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
