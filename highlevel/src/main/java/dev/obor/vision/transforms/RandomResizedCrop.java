package dev.obor.vision.transforms;

import dev.obor.Warnings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts out a part whose size, proportions and place are drawn for each image, and makes it a size:
 * Python's {@code torchvision.transforms.RandomResizedCrop}.
 *
 * <pre>{@code
 * new RandomResizedCrop(224);
 * new RandomResizedCrop(224, o -> o.scale(0.5, 1.0));
 * }</pre>
 */
public final class RandomResizedCrop extends ImageTransform {
  private final int[] size;
  private final RandomResizedCropOptions options = new RandomResizedCropOptions();

  /** Makes squares: Python's {@code RandomResizedCrop(size)}. */
  public RandomResizedCrop(int size) {
    this(size, o -> {});
  }

  /** The same with keyword arguments: Python's {@code RandomResizedCrop(size, scale=…, …)}. */
  public RandomResizedCrop(int size, Consumer<RandomResizedCropOptions> options) {
    this(new int[] {size}, options);
  }

  /** Makes images of a height and width: Python's {@code RandomResizedCrop((h, w))}. */
  public RandomResizedCrop(int height, int width) {
    this(new int[] {height, width}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomResizedCrop(int height, int width, Consumer<RandomResizedCropOptions> options) {
    this(new int[] {height, width}, options);
  }

  /** Makes images of a height and width, or squares, with keyword arguments. */
  public RandomResizedCrop(int[] size, Consumer<RandomResizedCropOptions> options) {
    this.size = Arguments.size(size);
    options.accept(this.options);
    warnOfOrder(this.options.scale, this.options.ratio);
  }

  static void warnOfOrder(double[] scale, double[] ratio) {
    if (scale[0] > scale[1] || ratio[0] > ratio[1]) {
      Warnings.warn("Scale and ratio should be of kind (min, max)");
    }
  }

  /**
   * Draws a part: Python's {@code RandomResizedCrop.get_params(img, scale, ratio)}.
   *
   * @param scale the least and the largest part of the area
   * @param ratio the least and the largest width for a height
   * @return the first row, the first column, height and width
   */
  public static List<Integer> getParams(Object img, double[] scale, double[] ratio) {
    int[] size = F.dimensions(img);
    return getParams(size[1], size[2], scale, ratio);
  }

  /** The same for an image of a height and width. */
  public static List<Integer> getParams(int height, int width, double[] scale, double[] ratio) {
    double area = (double) height * width;
    double[] logs = Draws.logs(ratio);
    for (int attempt = 0; attempt < 10; attempt++) {
      double target = area * Draws.uniform(scale[0], scale[1]);
      double aspect = Draws.expUniform(logs[0], logs[1]);
      int w = (int) Math.rint(Math.sqrt(target * aspect));
      int h = (int) Math.rint(Math.sqrt(target / aspect));
      if (0 < w && w <= width && 0 < h && h <= height) {
        int i = Draws.randint(0, height - h + 1);
        int j = Draws.randint(0, width - w + 1);
        return List.of(i, j, h, w);
      }
    }
    double least = Arrays.stream(ratio).min().orElse(1);
    double most = Arrays.stream(ratio).max().orElse(1);
    double proportion = (double) width / height;
    int w = proportion > most ? (int) Math.rint(height * most) : width;
    int h = proportion < least ? (int) Math.rint(width / least) : height;
    return List.of((height - h) / 2, (width - w) / 2, h, w);
  }

  @Override
  protected <T> T forward(T img) {
    List<Integer> part = getParams(img, options.scale, options.ratio);
    return F.resizedCrop(
        img,
        part.get(0),
        part.get(1),
        part.get(2),
        part.get(3),
        size,
        o -> o.interpolation(options.interpolation).antialias(options.antialias));
  }

  private static String fourPlaces(double[] values) {
    return PythonText.of(
        Arrays.stream(values)
            .map(v -> new BigDecimal(v).setScale(4, RoundingMode.HALF_EVEN).doubleValue())
            .toArray());
  }

  @Override
  public String toString() {
    return "RandomResizedCrop(size="
        + PythonText.of(size)
        + ", scale="
        + fourPlaces(options.scale)
        + ", ratio="
        + fourPlaces(options.ratio)
        + ", interpolation="
        + options.interpolation.value()
        + ", antialias="
        + PythonText.of(options.antialias)
        + ")";
  }
}
