package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes samples of a size that is drawn for each, with their proportions: Python's {@code
 * torchvision.transforms.v2.ScaleJitter}.
 */
public final class ScaleJitter extends Transform<int[]> {
  private final int[] targetSize;
  private final double[] scaleRange;
  private final ResizeOptions options = new ResizeOptions();

  /** Makes the transform with factors from 0.1 to 2: Python's {@code ScaleJitter(target_size)}. */
  public ScaleJitter(int height, int width) {
    this(height, width, 0.1, 2.0, o -> {});
  }

  /**
   * Makes the transform: Python's {@code ScaleJitter(target_size, scale_range, …)}.
   *
   * @param height the first number of the size that is scaled
   * @param width the second one
   * @param low the least factor
   * @param high the largest factor
   * @param options interpolation and antialias
   */
  public ScaleJitter(
      int height, int width, double low, double high, Consumer<ResizeOptions> options) {
    this.targetSize = new int[] {height, width};
    this.scaleRange = new double[] {low, high};
    options.accept(this.options);
  }

  @Override
  protected int[] makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    int height = size.get(0);
    int width = size.get(1);
    float scale =
        (float) Draws.rand() * (float) (scaleRange[1] - scaleRange[0]) + (float) scaleRange[0];
    double fit = Math.min((double) targetSize[1] / height, (double) targetSize[0] / width);
    float r = (float) fit * scale;
    return new int[] {(int) (height * r), (int) (width * r)};
  }

  @Override
  protected Object transform(Object inpt, int[] size) {
    return GeometryKernels.resize(inpt, size, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("target_size", targetSize)
        .add("scale_range", scaleRange)
        .add("interpolation", options.interpolation)
        .add("antialias", options.antialias)
        .toString();
  }
}
