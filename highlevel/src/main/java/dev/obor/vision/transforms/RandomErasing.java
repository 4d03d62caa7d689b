package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes over a rectangle of some images, which is drawn for each: Python's {@code
 * torchvision.transforms.RandomErasing}.
 *
 * <pre>{@code
 * new Compose(new ToTensor(), new RandomErasing(o -> o.p(0.3).value("random")));
 * }</pre>
 */
public final class RandomErasing extends TensorTransform {
  private final RandomErasingOptions options = new RandomErasingOptions();

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
   * Makes the transform with keyword arguments: Python's {@code RandomErasing(p=…, …)}.
   *
   * @throws ValueException if a number does not fit
   */
  public RandomErasing(Consumer<RandomErasingOptions> options) {
    super("'%s' has no attribute 'shape'");
    options.accept(this.options);
    RandomErasingOptions o = this.options;
    RandomResizedCrop.warnOfOrder(o.scale, o.ratio);
    if (o.scale[0] < 0 || o.scale[1] > 1) {
      throw new ValueException("Scale should be between 0 and 1");
    }
    if (o.p < 0 || o.p > 1) {
      throw new ValueException("Random erasing probability should be between 0 and 1");
    }
  }

  /**
   * Draws a rectangle: Python's {@code RandomErasing.get_params(img, scale, ratio, value)}.
   *
   * @param scale the least and the largest part of the area
   * @param ratio the least and the largest height for a width
   * @param value one number, or one for each channel; null for noise
   * @return the whole image, with the image itself as what is written, if no rectangle fits
   */
  public static Params getParams(
      Tensor img, double[] scale, double[] ratio, double @Nullable [] value) {
    int height = Math.toIntExact(img.size(-2));
    int width = Math.toIntExact(img.size(-1));
    double area = (double) height * width;
    double[] logs = Draws.logs(ratio);
    for (int attempt = 0; attempt < 10; attempt++) {
      double erased = area * Draws.uniform(scale[0], scale[1]);
      double aspect = Draws.expUniform(logs[0], logs[1]);
      int h = (int) Math.rint(Math.sqrt(erased * aspect));
      int w = (int) Math.rint(Math.sqrt(erased / aspect));
      if (h < height && w < width) {
        Tensor v = written(img.size(-3), h, w, value);
        int i = Draws.randint(0, height - h + 1);
        int j = Draws.randint(0, width - w + 1);
        return new Params(i, j, h, w, v);
      }
    }
    return new Params(0, 0, height, width, img);
  }

  private static Tensor written(long channels, int h, int w, double @Nullable [] value) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(
          value == null
              ? Draws.randn(null, channels, h, w)
              : Torch.tensor(value).view(value.length, 1, 1));
    }
  }

  @Override
  Tensor forward(Tensor img) {
    if (!Draws.isBelow(options.p)) {
      return img;
    }
    double[] value = options.value == null ? null : Arguments.fillOf(options.value);
    long channels = img.size(-3);
    if (value != null && value.length != 1 && value.length != channels) {
      throw new ValueException(
          "If value is a sequence, it should have either a single value or "
              + channels
              + " (number of input channels)");
    }
    try (Scope scope = Torch.scope()) {
      Params drawn = getParams(img, options.scale, options.ratio, value);
      return scope.keep(F.erase(img, drawn.i, drawn.j, drawn.h, drawn.w, drawn.v, options.inplace));
    }
  }

  @Override
  public String toString() {
    return "RandomErasing(p="
        + PythonText.of(options.p)
        + ", scale="
        + PythonText.of(options.scale)
        + ", ratio="
        + PythonText.of(options.ratio)
        + ", value="
        + (options.value == null ? "random" : Arguments.text(options.value))
        + ", inplace="
        + PythonText.of(options.inplace)
        + ")";
  }
}
