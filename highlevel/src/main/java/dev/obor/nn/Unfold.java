package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.TransposedConvolutionFunctions.BlockOptions;
import java.util.function.Consumer;

/**
 * Takes blocks out of images, each as a column: Python's {@code torch.nn.Unfold}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C * kH * kW, blocks) or (C * kH * kW, blocks).
 *
 * <pre>{@code
 * new Unfold(size(2, 3)).call(Torch.randn(2, 5, 3, 4)).shape();  // torch.Size([2, 30, 4])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}. Sizes that were one number for both dimensions have one
 * element.
 */
public class Unfold extends Module {
  /** The size of a block. */
  public final Size kernelSize;

  /** The distance of a block's elements. */
  public final Size dilation;

  /** How many zeros are added on both sides. */
  public final Size padding;

  /** The distance of the blocks. */
  public final Size stride;

  /** Makes a layer with one size for both dimensions: {@code nn.Unfold(kernel_size)}. */
  public Unfold(long kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with a size for each dimension: {@code nn.Unfold(kernel_size)}. */
  public Unfold(Size kernelSize) {
    this(kernelSize, o -> {});
  }

  /** Makes a layer with keyword arguments and one size for both dimensions. */
  public Unfold(long kernelSize, Consumer<BlockOptions> options) {
    this(Size.of(kernelSize), options);
  }

  /** Makes a layer with keyword arguments: Python's {@code nn.Unfold(kernel_size, padding=…)}. */
  public Unfold(Size kernelSize, Consumer<BlockOptions> options) {
    BlockOptions o = new BlockOptions();
    options.accept(o);

    this.kernelSize = kernelSize;
    this.dilation = o.dilation;
    this.padding = o.padding;
    this.stride = o.stride;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.unfold(x, kernelSize, dilation, padding, stride);
  }

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Sizes.text(kernelSize)
        + ", dilation="
        + Sizes.text(dilation)
        + ", padding="
        + Sizes.text(padding)
        + ", stride="
        + Sizes.text(stride);
  }
}
