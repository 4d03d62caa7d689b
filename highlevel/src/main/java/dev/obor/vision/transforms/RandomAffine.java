package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns, shifts, scales and shears images by amounts that are drawn for each: Python's {@code
 * torchvision.transforms.RandomAffine}.
 *
 * <pre>{@code
 * new RandomAffine(10, o -> o.translate(0.1, 0.1).scale(0.9, 1.1).shear(5));
 * }</pre>
 */
public final class RandomAffine extends ImageTransform {
  private final double[] degrees;
  private final RandomAffineOptions options = new RandomAffineOptions();
  private final double @Nullable [] shear;

  /**
   * What is done to an image.
   *
   * @param angle in degrees
   * @param translations to the right and down
   * @param scale a factor
   * @param shear along both axes in degrees
   */
  public record Params(
      double angle, List<Integer> translations, double scale, List<Double> shear) {}

  /** Turns by up to so many degrees to both sides: Python's {@code RandomAffine(degrees)}. */
  public RandomAffine(double degrees) {
    this(degrees, o -> {});
  }

  /** The same with keyword arguments: Python's {@code RandomAffine(degrees, translate=…, …)}. */
  public RandomAffine(double degrees, Consumer<RandomAffineOptions> options) {
    this(new double[] {degrees}, options);
  }

  /** Turns by an angle in a range. */
  public RandomAffine(double low, double high) {
    this(new double[] {low, high}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomAffine(double low, double high, Consumer<RandomAffineOptions> options) {
    this(new double[] {low, high}, options);
  }

  private RandomAffine(double[] degrees, Consumer<RandomAffineOptions> options) {
    this.degrees = Arguments.angle(degrees, "degrees", 2);
    options.accept(this.options);
    RandomAffineOptions o = this.options;
    if (o.translate != null && Arrays.stream(o.translate).anyMatch(t -> !(t >= 0 && t <= 1))) {
      throw new ValueException("translation values should be between 0 and 1");
    }
    if (o.scale != null && Arrays.stream(o.scale).anyMatch(s -> s <= 0)) {
      throw new ValueException("scale values should be positive");
    }
    this.shear = o.shear == null ? null : Arguments.angle(o.shear, "shear", 2, 4);
  }

  /** The fill for an image: tensors take a number for each channel. */
  static Number @Nullable [] fillFor(Object img, Number @Nullable [] fill) {
    if (fill == null || !(img instanceof Tensor tensor)) {
      return fill;
    }
    return Arrays.stream(Arguments.fillOf(fill, TensorImages.dimensions(tensor)[0]))
        .boxed()
        .toArray(Number[]::new);
  }

  /**
   * Draws the amounts: Python's {@code RandomAffine.get_params(degrees, translate, scale_ranges,
   * shears, img_size)}.
   *
   * @param translate the part of width and height, or null for no shift
   * @param scaleRanges the least and the largest scale, or null for 1
   * @param shears two or four angles, or null for none
   * @param imgSize width and height
   */
  public static Params getParams(
      double[] degrees,
      double @Nullable [] translate,
      double @Nullable [] scaleRanges,
      double @Nullable [] shears,
      int[] imgSize) {
    double angle = Draws.uniform(degrees[0], degrees[1]);
    List<Integer> translations = List.of(0, 0);
    if (translate != null) {
      double dx = translate[0] * imgSize[0];
      double dy = translate[1] * imgSize[1];
      int tx = (int) Math.rint(Draws.uniform(-dx, dx));
      int ty = (int) Math.rint(Draws.uniform(-dy, dy));
      translations = List.of(tx, ty);
    }
    double scale = scaleRanges == null ? 1 : Draws.uniform(scaleRanges[0], scaleRanges[1]);
    double shearX = 0;
    double shearY = 0;
    if (shears != null) {
      shearX = Draws.uniform(shears[0], shears[1]);
      if (shears.length == 4) {
        shearY = Draws.uniform(shears[2], shears[3]);
      }
    }
    return new Params(angle, translations, scale, List.of(shearX, shearY));
  }

  @Override
  protected <T> T forward(T img) {
    int[] size = F.dimensions(img);
    Params drawn =
        getParams(degrees, options.translate, options.scale, shear, new int[] {size[2], size[1]});
    return F.affine(
        img,
        drawn.angle,
        new double[] {drawn.translations.get(0), drawn.translations.get(1)},
        drawn.scale,
        Arguments.doubles(drawn.shear),
        o -> {
          o.interpolation(options.interpolation);
          o.center = options.center;
          o.fill = fillFor(img, options.fill);
        });
  }

  @Override
  public String toString() {
    RandomAffineOptions o = options;
    String fill = Arguments.text(o.fill);
    boolean isBlack = o.fill == null || (o.fill.length == 1 && o.fill[0].doubleValue() == 0);
    return "RandomAffine(degrees="
        + list(degrees)
        + (o.translate == null ? "" : ", translate=" + PythonText.of(o.translate))
        + (o.scale == null ? "" : ", scale=" + PythonText.of(o.scale))
        + (shear == null ? "" : ", shear=" + list(shear))
        + (o.interpolation == InterpolationMode.NEAREST
            ? ""
            : ", interpolation=" + o.interpolation.value())
        + (isBlack ? "" : ", fill=" + fill)
        + (o.center == null ? "" : ", center=" + PythonText.of(o.printedCenter))
        + ")";
  }

  private static String list(double[] values) {
    return PythonText.of(Arrays.stream(values).boxed().toList());
  }
}
