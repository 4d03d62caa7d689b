package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.TransposedConvolutionFunctions.BlockOptions;
import java.util.function.Consumer;

/**
 * Adds blocks up to images, which {@link Unfold} would take them from: Python's {@code
 * torch.nn.Fold}.
 *
 * <p>Input: (N, C * kH * kW, blocks) or (C * kH * kW, blocks). Output: (N, C, H, W) or (C, H, W).
 *
 * <pre>{@code
 * new Fold(size(4, 5), size(2, 2)).call(Torch.randn(1, 12, 12)).shape();  // torch.Size([1, 3, 4, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}. Sizes that were one number for both dimensions have one
 * element.
 */
public class Fold extends Module {
  /** The height and width of the output. */
  public final Size outputSize;

  /** The size of a block. */
  public final Size kernelSize;

  /** The distance of a block's elements. */
  public final Size dilation;

  /** How many zeros are added on both sides. */
  public final Size padding;

  /** The distance of the blocks. */
  public final Size stride;

  /** Makes a layer with one size for both dimensions: {@code nn.Fold(output_size, kernel_size)}. */
  public Fold(long outputSize, long kernelSize) {
    this(outputSize, kernelSize, o -> {});
  }

  /** Makes a layer with a size for each dimension: {@code nn.Fold(output_size, kernel_size)}. */
  public Fold(Size outputSize, Size kernelSize) {
    this(outputSize, kernelSize, o -> {});
  }

  /** Makes a layer with square blocks: Python's {@code nn.Fold((4, 5), 2)}. */
  public Fold(Size outputSize, long kernelSize) {
    this(outputSize, Size.of(kernelSize));
  }

  /** Makes a layer with square blocks and keyword arguments. */
  public Fold(Size outputSize, long kernelSize, Consumer<BlockOptions> options) {
    this(outputSize, Size.of(kernelSize), options);
  }

  /** Makes a layer with keyword arguments and one size for both dimensions. */
  public Fold(long outputSize, long kernelSize, Consumer<BlockOptions> options) {
    this(Size.of(outputSize), Size.of(kernelSize), options);
  }

  /**
   * Makes a layer with keyword arguments: Python's {@code nn.Fold(output_size, kernel_size,
   * padding=…)}.
   */
  public Fold(Size outputSize, Size kernelSize, Consumer<BlockOptions> options) {
    BlockOptions o = new BlockOptions();
    options.accept(o);
    this.outputSize = outputSize;
    this.kernelSize = kernelSize;
    this.dilation = o.dilation;
    this.padding = o.padding;
    this.stride = o.stride;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.fold(x, outputSize, kernelSize, dilation, padding, stride);
  }

  @Override
  public String extraRepr() {
    return "output_size="
        + Sizes.text(outputSize)
        + ", kernel_size="
        + Sizes.text(kernelSize)
        + ", dilation="
        + Sizes.text(dilation)
        + ", padding="
        + Sizes.text(padding)
        + ", stride="
        + Sizes.text(stride);
  }
}
