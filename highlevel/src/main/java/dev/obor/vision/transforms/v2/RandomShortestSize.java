package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the smaller edge a size that is drawn for each sample: Python's {@code
 * torchvision.transforms.v2.RandomShortestSize}.
 */
public final class RandomShortestSize extends Transform<int[]> {
  private final int[] minSize;
  private final ResizeOptions options = new ResizeOptions();

  /** Makes the transform: Python's {@code RandomShortestSize(min_size)}. */
  public RandomShortestSize(int... minSize) {
    this(minSize, o -> {});
  }

  /**
   * Makes the transform: Python's {@code RandomShortestSize(min_size, max_size, …)}.
   *
   * @param minSize sizes, one of which is drawn
   * @param options maxSize, which the larger edge may have at most, interpolation and antialias
   */
  public RandomShortestSize(int[] minSize, Consumer<ResizeOptions> options) {
    this.minSize = minSize.clone();
    options.accept(this.options);
  }

  @Override
  protected int[] makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    int height = size.get(0);
    int width = size.get(1);
    double wanted = minSize[Draws.randint(0, minSize.length)];
    double r = wanted / Math.min(height, width);
    if (options.maxSize != null) {
      r = Math.min(r, (double) options.maxSize / Math.max(height, width));
    }
    return new int[] {(int) (height * r), (int) (width * r)};
  }

  @Override
  protected Object transform(Object inpt, int[] size) {
    ResizeOptions resize = new ResizeOptions();
    resize.interpolation(options.interpolation).antialias(options.antialias);
    return GeometryKernels.resize(inpt, size, resize).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("min_size", Attributes.list(minSize))
        .add("max_size", options.maxSize)
        .add("interpolation", options.interpolation)
        .add("antialias", options.antialias)
        .toString();
  }
}
