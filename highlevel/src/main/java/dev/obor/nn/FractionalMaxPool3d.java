package dev.obor.nn;

import dev.obor.Size;
import java.util.function.Consumer;

/**
 * Takes the maxima of windows at random places of volumes, so that the output has a given size:
 * Python's {@code torch.nn.FractionalMaxPool3d}.
 *
 * <p>Input: (N, C, D, H, W) or (C, D, H, W). Output: (N, C, D out, H out, W out) or (C, D out, H
 * out, W out), given as {@code outputSize} or as {@code outputRatio} of the input's.
 *
 * <pre>{@code
 * FractionalMaxPool3d layer = new FractionalMaxPool3d(3, o -> o.outputRatio(0.5));
 * layer.call(Torch.randn(20, 16, 50, 44, 31)).shape();  // torch.Size([20, 16, 25, 22, 15])
 * }</pre>
 *
 * <p>After the same seed its windows lie where Python's do. Thread rule: that of {@link Module}.
 */
public class FractionalMaxPool3d extends FractionalMaxPoolNd {
  /** Makes a layer: Python's {@code nn.FractionalMaxPool3d(kernel_size, output_size=…)}. */
  public FractionalMaxPool3d(long kernelSize, Consumer<Options> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with a window that has a size for each dimension. */
  public FractionalMaxPool3d(Size kernelSize, Consumer<Options> options) {
    super(3, kernelSize, options);
  }
}
