package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes maxima of images so that the output has a given size: Python's {@code
 * torch.nn.AdaptiveMaxPool2d}.
 *
 * <p>Input: (N, C, H, W) or (C, H, W). Output: (N, C, output size) or (C, output size).
 *
 * <pre>{@code
 * AdaptiveMaxPool2d layer = new AdaptiveMaxPool2d(size(5, 7));
 * layer.call(Torch.randn(1, 64, 8, 9)).shape();  // torch.Size([1, 64, 5, 7])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveMaxPool2d extends AdaptivePoolNd {
  /** Whether {@link #forwardWithIndices} is wanted; {@link #forward} gives the maxima alone. */
  public final boolean returnIndices;

  /** Makes a layer with one size for all dimensions: Python's {@code nn.AdaptiveMaxPool2d(5)}. */
  public AdaptiveMaxPool2d(long outputSize) {
    this(outputSize, false);
  }

  /**
   * The same, saying whether indices are wanted: {@code nn.AdaptiveMaxPool2d(5, return_indices)}.
   */
  public AdaptiveMaxPool2d(long outputSize, boolean returnIndices) {
    super(boxed(outputSize));
    this.returnIndices = returnIndices;
  }

  /** Makes a layer with a size for each dimension: {@code nn.AdaptiveMaxPool2d((5, 7))}. */
  public AdaptiveMaxPool2d(Size outputSize) {
    this(outputSize, false);
  }

  /** The same, saying whether indices are wanted, which {@link #forwardWithIndices} gives. */
  public AdaptiveMaxPool2d(Size outputSize, boolean returnIndices) {
    super(boxed(outputSize.toArray()));
    this.returnIndices = returnIndices;
  }

  /**
   * Makes a layer that leaves the dimensions without a size as they are: Python's {@code
   * nn.AdaptiveMaxPool2d((None, 7))} is {@code new AdaptiveMaxPool2d(null, 7)}.
   */
  public AdaptiveMaxPool2d(@Nullable Number height, @Nullable Number width) {
    super(height, width);
    this.returnIndices = false;
  }

  /**
   * Makes a layer with a keyword argument: {@code new AdaptiveMaxPool2d(5, o ->
   * o.returnIndices(true))}.
   */
  public AdaptiveMaxPool2d(long outputSize, Consumer<AdaptiveMaxPoolOptions> options) {
    this(outputSize, AdaptiveMaxPoolOptions.of(options));
  }

  /** The same with a size for each dimension. */
  public AdaptiveMaxPool2d(Size outputSize, Consumer<AdaptiveMaxPoolOptions> options) {
    this(outputSize, AdaptiveMaxPoolOptions.of(options));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.adaptiveMaxPool2d(x, outputSize(x));
  }

  /** The maxima and where they lie: what Python's layer gives with {@code return_indices=True}. */
  public Pooled forwardWithIndices(Tensor x) {
    return F.adaptiveMaxPool2dWithIndices(x, outputSize(x));
  }
}
