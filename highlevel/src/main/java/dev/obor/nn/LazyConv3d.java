package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link Conv3d} that takes {@code inChannels} from its first input: Python's {@code
 * torch.nn.LazyConv3d}.
 *
 * <p>Input and output: those of {@link Conv3d}. The initial values are drawn at the first input.
 *
 * <pre>{@code
 * LazyConv3d layer = new LazyConv3d(33, 3);
 * layer.call(Torch.randn(20, 16, 10, 50, 100));
 * layer.inChannels;  // 16
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyConv3d extends Conv3d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyConv3d(out_channels, kernel_size)}. */
  public LazyConv3d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public LazyConv3d(long outChannels, Size kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyConv3d(33, 3, o -> o.stride(2))}. */
  public LazyConv3d(long outChannels, long kernelSize, Consumer<Options> options) {
    this(outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public LazyConv3d(long outChannels, Size kernelSize, Consumer<Options> options) {
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
