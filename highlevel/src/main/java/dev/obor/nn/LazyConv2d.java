package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link Conv2d} that takes {@code inChannels} from its first input: Python's {@code
 * torch.nn.LazyConv2d}.
 *
 * <p>Input and output: those of {@link Conv2d}. The initial values are drawn at the first input.
 *
 * <pre>{@code
 * LazyConv2d layer = new LazyConv2d(33, 3);
 * layer.call(Torch.randn(20, 16, 50, 100));
 * layer.inChannels;  // 16
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyConv2d extends Conv2d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyConv2d(out_channels, kernel_size)}. */
  public LazyConv2d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public LazyConv2d(long outChannels, Size kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyConv2d(33, 3, o -> o.stride(2))}. */
  public LazyConv2d(long outChannels, long kernelSize, Consumer<Options> options) {
    this(outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public LazyConv2d(long outChannels, Size kernelSize, Consumer<Options> options) {
    super(0, outChannels, kernelSize, options);
  }

  @Override
  public boolean isLazy() {
    return lazy;
  }

  @Override
  public Tensor forward(Tensor x) {
    meet(x);
    return super.forward(x);
  }

  private void meet(Tensor x) {
    if (lazy) {
      meet(x, false);
      lazy = false;
    }
  }
}
