package dev.obor.nn;

import dev.obor.Size;
import java.util.function.Consumer;

/**
 * Enlarges images by repeating pixels: Python's {@code torch.nn.UpsamplingNearest2d}.
 *
 * <p>Input: (N, C, H, W). Output: (N, C, H out, W out).
 *
 * <pre>{@code
 * new UpsamplingNearest2d(o -> o.scaleFactor(2)).call(Torch.ones(1, 1, 2, 2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class UpsamplingNearest2d extends Upsample {
  /**
   * Makes a layer for a size, the same for both dimensions: {@code nn.UpsamplingNearest2d(size)}.
   */
  public UpsamplingNearest2d(long size) {
    this(o -> o.size(size));
  }

  /** Makes a layer for a size: Python's {@code nn.UpsamplingNearest2d((3, 5))}. */
  public UpsamplingNearest2d(Size size) {
    this(o -> o.size(size.toArray()));
  }

  /** Makes a layer with keyword arguments: {@code nn.UpsamplingNearest2d(scale_factor=2)}. */
  public UpsamplingNearest2d(Consumer<Options> options) {
    super(options.andThen(o -> o.mode("nearest")));
  }
}
