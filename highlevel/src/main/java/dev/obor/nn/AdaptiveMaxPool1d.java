package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Takes maxima of sequences so that the output has a given size: Python's {@code
 * torch.nn.AdaptiveMaxPool1d}.
 *
 * <p>Input: (N, C, L) or (C, L). Output: (N, C, output size) or (C, output size).
 *
 * <pre>{@code
 * AdaptiveMaxPool1d layer = new AdaptiveMaxPool1d(5);
 * layer.call(Torch.randn(1, 64, 8)).shape();  // torch.Size([1, 64, 5])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveMaxPool1d extends AdaptivePoolNd {
  /** Whether {@link #forwardWithIndices} is wanted; {@link #forward} gives the maxima alone. */
  public final boolean returnIndices;

  /** Makes a layer with one size for all dimensions: Python's {@code nn.AdaptiveMaxPool1d(5)}. */
  public AdaptiveMaxPool1d(long outputSize) {
    this(outputSize, false);
  }

  /**
   * The same, saying whether indices are wanted: {@code nn.AdaptiveMaxPool1d(5, return_indices)}.
   */
  public AdaptiveMaxPool1d(long outputSize, boolean returnIndices) {
    super(boxed(outputSize));
    this.returnIndices = returnIndices;
  }

  /** Makes a layer with a size for each dimension: {@code nn.AdaptiveMaxPool1d((5,))}. */
  public AdaptiveMaxPool1d(Size outputSize) {
    this(outputSize, false);
  }

  /** The same, saying whether indices are wanted, which {@link #forwardWithIndices} gives. */
  public AdaptiveMaxPool1d(Size outputSize, boolean returnIndices) {
    super(boxed(outputSize.toArray()));
    this.returnIndices = returnIndices;
  }

  /**
   * Makes a layer with a keyword argument: {@code new AdaptiveMaxPool1d(5, o ->
   * o.returnIndices(true))}.
   */
  public AdaptiveMaxPool1d(long outputSize, Consumer<AdaptiveMaxPoolOptions> options) {
    this(outputSize, AdaptiveMaxPoolOptions.of(options));
  }

  /** The same with a size for each dimension. */
  public AdaptiveMaxPool1d(Size outputSize, Consumer<AdaptiveMaxPoolOptions> options) {
    this(outputSize, AdaptiveMaxPoolOptions.of(options));
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.adaptiveMaxPool1d(x, outputSize(x));
  }

  /** The maxima and where they lie: what Python's layer gives with {@code return_indices=True}. */
  public Pooled forwardWithIndices(Tensor x) {
    return F.adaptiveMaxPool1dWithIndices(x, outputSize(x));
  }
}
