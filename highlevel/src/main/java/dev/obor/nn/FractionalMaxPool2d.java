package dev.obor.nn;

import dev.obor.Size;
import java.util.function.Consumer;

/**
 * Takes the maxima of windows at random places of images, so that the output has a given size:
 * Python's {@code torch.nn.FractionalMaxPool2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, H out, W out) or (C, H out, W out), given as
 * {@code outputSize} or as {@code outputRatio} of the input's.
 *
 * <pre>{@code
 * FractionalMaxPool2d layer = new FractionalMaxPool2d(3, o -> o.outputRatio(0.5));
 * layer.call(Torch.randn(20, 16, 50, 32)).shape();  // torch.Size([20, 16, 25, 16])
 * }</pre>
 *
 * <p>After the same seed its windows lie where Python's do. Thread rule: that of {@link Module}.
 */
public class FractionalMaxPool2d extends FractionalMaxPoolNd {
  /** Makes a layer: Python's {@code nn.FractionalMaxPool2d(kernel_size, output_size=…)}. */
  public FractionalMaxPool2d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public FractionalMaxPool2d(Size kernelSize, Consumer<Options> options) {
    super(2, kernelSize, options);
  }
}
