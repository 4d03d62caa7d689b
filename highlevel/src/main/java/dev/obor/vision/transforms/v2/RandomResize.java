package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the smaller edge a size from a range, which is drawn for each sample: Python's {@code
 * torchvision.transforms.v2.RandomResize}.
 */
public final class RandomResize extends Transform<Integer> {
  private final int minSize;
  private final int maxSize;
  private final ResizeOptions options = new ResizeOptions();

  /** Makes the transform: Python's {@code RandomResize(min_size, max_size)}. */
  public RandomResize(int minSize, int maxSize) {
    this(minSize, maxSize, o -> {});
  }

  /**
   * The same with keyword arguments.
   *
   * @param minSize the least size
   * @param maxSize the first size that is too large
   * @param options interpolation and antialias
   */
  public RandomResize(int minSize, int maxSize, Consumer<ResizeOptions> options) {
    this.minSize = minSize;
    this.maxSize = maxSize;
    options.accept(this.options);
  }

  @Override
  protected Integer makeParams(List<Object> flatInputs) {
    return Draws.randint(minSize, maxSize);
  }

  @Override
  protected Object transform(Object inpt, Integer size) {
    return GeometryKernels.resize(inpt, new int[] {size}, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("min_size", minSize)
        .add("max_size", maxSize)
        .add("interpolation", options.interpolation)
        .add("antialias", options.antialias)
        .toString();
  }
}
