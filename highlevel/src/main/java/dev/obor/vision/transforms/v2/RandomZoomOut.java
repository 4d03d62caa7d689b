package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.PythonText;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts some samples at a place of a larger canvas: Python's {@code
 * torchvision.transforms.v2.RandomZoomOut}.
 */
public final class RandomZoomOut extends RandomApplyTransform<RandomZoomOut.Params> {
  private final RandomZoomOutOptions options;

  /**
   * The margins of a sample.
   *
   * @param padding left, top, right and bottom
   */
  public record Params(List<Integer> padding) {}

  /** Makes the transform with Python's defaults. */
  public RandomZoomOut() {
    this(o -> {});
  }

  /**
   * Makes the transform: Python's {@code RandomZoomOut(fill=…, side_range=…, p=…)}.
   *
   * @throws ValueException if the range does not begin at 1 or above
   */
  public RandomZoomOut(Consumer<RandomZoomOutOptions> options) {
    this(given(options));
  }

  private static RandomZoomOutOptions given(Consumer<RandomZoomOutOptions> options) {
    RandomZoomOutOptions given = new RandomZoomOutOptions();
    options.accept(given);
    return given;
  }

  private RandomZoomOut(RandomZoomOutOptions options) {
    super(options.p);
    this.options = options;
    if (options.low < 1 || options.low > options.high) {
      throw new ValueException(
          "Invalid side range provided "
              + PythonText.of(new double[] {options.low, options.high})
              + ".");
    }
  }

  @Override
  protected Params makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    int height = size.get(0);
    int width = size.get(1);
    float r = (float) Draws.rand() * (float) (options.high - options.low) + (float) options.low;
    int canvasWidth = (int) (width * r);
    int canvasHeight = (int) (height * r);
    float[] place;
    try (Tensor drawn = Draws.rand(2)) {
      place = drawn.toFloatArray();
    }
    int left = (int) ((canvasWidth - width) * place[0]);
    int top = (int) ((canvasHeight - height) * place[1]);
    return new Params(List.of(left, top, canvasWidth - left - width, canvasHeight - top - height));
  }

  @Override
  protected Object transform(Object inpt, Params params) {
    int[] padding = params.padding.stream().mapToInt(Integer::intValue).toArray();
    PadOptions pad = new PadOptions();
    pad.copyFill(options);
    return GeometryKernels.pad(inpt, padding, pad).orSame();
  }

  @Override
  protected String extraRepr() {
    return attributes()
        .add("fill", options.printed())
        .add("side_range", new double[] {options.low, options.high})
        .toString();
  }
}
