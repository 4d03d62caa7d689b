package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link Linear} that takes {@code inFeatures} from its first input: Python's {@code
 * torch.nn.LazyLinear}.
 *
 * <p>Input and output: those of {@link Linear}. The initial values are drawn at the first input.
 *
 * <pre>{@code
 * LazyLinear layer = new LazyLinear(30);
 * layer.call(Torch.randn(128, 20)).shape();  // torch.Size([128, 30])
 * layer.inFeatures;                          // 20
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyLinear extends Linear implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer with bias: Python's {@code nn.LazyLinear(out_features)}. */
  public LazyLinear(long outFeatures) {
    this(outFeatures, o -> {});
  }

  /** Makes a layer with or without bias: Python's {@code nn.LazyLinear(out_features, bias)}. */
  public LazyLinear(long outFeatures, boolean bias) {
    this(outFeatures, o -> o.bias(bias));
  }

  /** Makes a layer with keyword arguments: {@code new LazyLinear(30, o -> o.bias(false))}. */
  public LazyLinear(long outFeatures, Consumer<Options> options) {
    super(outFeatures, options);
  }

  @Override
  public boolean isLazy() {
    return lazy;
  }

  @Override
  public void resetParameters() {
    if (inFeatures != 0 && !UninitializedParameter.isUninitialized(weight)) {
      super.resetParameters();
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (lazy) {
      meet(x.size(-1));
    }
    return super.forward(x);
  }

  private void meet(long features) {
    inFeatures = features;
    if (UninitializedParameter.isUninitialized(weight)) {
      UninitializedParameter.materialize(weight, outFeatures, features);
      if (bias != null) {
        UninitializedParameter.materialize(bias, outFeatures);
      }
      resetParameters();
    }
    lazy = false;
  }
}
