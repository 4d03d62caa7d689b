package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes over a rectangle of some images, which is drawn for each: Python's {@code
 * torchvision.transforms.v2.RandomErasing}.
 *
 * <pre>{@code
 * new RandomErasing(o -> o.p(0.3).value("random"));
 * }</pre>
 */
public final class RandomErasing extends RandomApplyTransform<RandomErasing.@Nullable Params> {
  private final RandomErasingOptions options;

  /**
   * A rectangle, and what is written there.
   *
   * @param i the first row
   * @param j the first column
   * @param h the height
   * @param w the width
   * @param v of a shape that fits (C, h, w) by broadcasting
   */
  public record Params(int i, int j, int h, int w, Tensor v) {}

  /** Makes the transform with Python's defaults. */
  public RandomErasing() {
    this(o -> {});
  }

  /** Makes the transform with another probability. */
  public RandomErasing(double p) {
    this(o -> o.p(p));
  }

  /**
   * Makes the transform: Python's {@code RandomErasing(p=…, …)}.
   *
   * @throws ValueException if a number does not fit
   */
  public RandomErasing(Consumer<RandomErasingOptions> options) {
    this(given(options));
  }

  private static RandomErasingOptions given(Consumer<RandomErasingOptions> options) {
    RandomErasingOptions given = new RandomErasingOptions();
    options.accept(given);
    return given;
  }

  private RandomErasing(RandomErasingOptions options) {
    super(options.p);
    this.options = options;
    Ranges.warnOfOrder(options.scale, options.ratio);
    if (options.scale[0] < 0 || options.scale[1] > 1) {
      throw new ValueException("Scale should be between 0 and 1");
    }
  }

  @Override
  protected @Nullable Params makeParams(List<Object> flatInputs) {
    List<Integer> size = queryChw(flatInputs);
    int channels = size.get(0);
    int height = size.get(1);
    int width = size.get(2);
    double[] value = options.value;
    if (value != null && value.length != 1 && value.length != channels) {
      throw new ValueException(
          "If value is a sequence, it should have either a single value or "
              + channels
              + " (number of inpt channels)");
    }
    double area = (double) height * width;
    double[] logs = Torch.tensor(options.ratio).log().toDoubleArray();
    for (int attempt = 0; attempt < 10; attempt++) {
      double erased = area * Draws.uniform(options.scale[0], options.scale[1]);
      double aspect = Draws.expUniform(logs[0], logs[1]);
      int h = (int) Math.rint(Math.sqrt(erased * aspect));
      int w = (int) Math.rint(Math.sqrt(erased / aspect));
      if (h < height && w < width) {
        Tensor v =
            value == null
                ? Draws.randn(dev.obor.DType.FLOAT32, channels, h, w)
                : Torch.tensor(value).view(value.length, 1, 1);
        int i = Draws.randint(0, height - h + 1);
        int j = Draws.randint(0, width - w + 1);
        return new Params(i, j, h, w, v);
      }
    }
    return null;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Params drawn) {
    if (drawn == null) {
      return inpt;
    }
    PassedThrough.warn(this, inpt);
    return ColorKernels.erase(inpt, drawn.i, drawn.j, drawn.h, drawn.w, drawn.v, options.inplace)
        .orSame();
  }

  @Override
  protected String extraRepr() {
    double[] value = options.value;
    return attributes()
        .add("scale", options.scale)
        .add("ratio", options.ratio)
        .add("value", value == null ? null : Attributes.list(value))
        .add("inplace", options.inplace)
        .toString();
  }
}
