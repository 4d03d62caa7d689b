package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A {@link Conv1d} that takes {@code inChannels} from its first input: Python's {@code
 * torch.nn.LazyConv1d}.
 *
 * <p>Input and output: those of {@link Conv1d}. The initial values are drawn at the first input.
 *
 * <pre>{@code
 * LazyConv1d layer = new LazyConv1d(33, 3);
 * layer.call(Torch.randn(20, 16, 50));
 * layer.inChannels;  // 16
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyConv1d extends Conv1d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyConv1d(out_channels, kernel_size)}. */
  public LazyConv1d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public LazyConv1d(long outChannels, Size kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments: {@code new LazyConv1d(33, 3, o -> o.stride(2))}. */
  public LazyConv1d(long outChannels, long kernelSize, Consumer<Options> options) {
    this(outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public LazyConv1d(long outChannels, Size kernelSize, Consumer<Options> options) {
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
