package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConvTranspose1d} that takes {@code inChannels} from its first input: Python's {@code
 * torch.nn.LazyConvTranspose1d}.
 *
 * <p>Input and output: those of {@link ConvTranspose1d}. The initial values are drawn at the first
 * input.
 *
 * <pre>{@code
 * LazyConvTranspose1d layer = new LazyConvTranspose1d(33, 3);
 * layer.call(Torch.randn(20, 16, 50));
 * layer.inChannels;  // 16
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; the first call must not run at the same time as another.
 */
public class LazyConvTranspose1d extends ConvTranspose1d implements LazyModule {
  private boolean lazy = true;

  /** Makes a layer: Python's {@code nn.LazyConvTranspose1d(out_channels, kernel_size)}. */
  public LazyConvTranspose1d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /** Makes a layer with a kernel that has a size for each dimension. */
  public LazyConvTranspose1d(long outChannels, Size kernelSize) {
    this(outChannels, kernelSize, o -> {});
  }

  /**
   * Makes a layer with keyword arguments: {@code new LazyConvTranspose1d(33, 3, o -> o.stride(2))}.
   */
  public LazyConvTranspose1d(long outChannels, long kernelSize, Consumer<Options> options) {
    this(outChannels, Size.of(kernelSize), options);
  }

  /** Makes a layer with a kernel that has a size for each dimension, and keyword arguments. */
  public LazyConvTranspose1d(long outChannels, Size kernelSize, Consumer<Options> options) {
    super(0, outChannels, kernelSize, options);
  }

  @Override
  public boolean isLazy() {
    return lazy;
  }

  @Override
  public Tensor forward(Tensor x, @Nullable Size outputSize) {
    meet(x);
    return super.forward(x, outputSize);
  }

  private void meet(Tensor x) {
    if (lazy) {
      meet(x, true);
      lazy = false;
    }
  }
}
