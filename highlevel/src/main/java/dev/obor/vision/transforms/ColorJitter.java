package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes brightness, contrast, saturation and hue, in an order and by amounts that are drawn for
 * each image: Python's {@code torchvision.transforms.ColorJitter}.
 *
 * <pre>{@code
 * new ColorJitter(0.2, 0.2, 0.2, 0.1);
 * new ColorJitter(o -> o.brightness(0.5).hue(-0.1, 0.3));
 * }</pre>
 */
public final class ColorJitter extends ImageTransform {
  private final ColorJitterOptions options = new ColorJitterOptions();

  /**
   * What is done to an image.
   *
   * @param fnIdx the order: 0 for brightness, 1 for contrast, 2 for saturation, 3 for hue
   * @param brightness a factor, or null for none
   * @param contrast a factor, or null for none
   * @param saturation a factor, or null for none
   * @param hue a turn, or null for none
   */
  public record Params(
      List<Integer> fnIdx,
      @Nullable Double brightness,
      @Nullable Double contrast,
      @Nullable Double saturation,
      @Nullable Double hue) {}

  /** Makes a transform that changes nothing. */
  public ColorJitter() {}

  /** Makes a transform that changes the brightness. */
  public ColorJitter(double brightness) {
    this(brightness, 0, 0, 0);
  }

  /**
   * Makes the transform: Python's {@code ColorJitter(brightness, contrast, saturation, hue)}.
   *
   * @param brightness the factor lies from 1 - brightness to 1 + brightness
   * @param contrast the same
   * @param saturation the same
   * @param hue the turn lies from -hue to hue, at most 0.5
   * @throws ValueException if a number is negative or too large
   */
  public ColorJitter(double brightness, double contrast, double saturation, double hue) {
    this(o -> o.brightness(brightness).contrast(contrast).saturation(saturation).hue(hue));
  }

  /** Makes the transform with keyword arguments: Python's {@code ColorJitter(brightness=…, …)}. */
  public ColorJitter(Consumer<ColorJitterOptions> options) {
    options.accept(this.options);
  }

  static double @Nullable [] around(double value, String name) {
    checkSign(value, name);
    return checked(
        Math.max(1 - value, 0), 1 + value, name, 1, new double[] {0, Double.POSITIVE_INFINITY});
  }

  static double @Nullable [] range(double low, double high, String name) {
    return checked(low, high, name, 1, new double[] {0, Double.POSITIVE_INFINITY});
  }

  static double @Nullable [] aroundZero(double value) {
    checkSign(value, "hue");
    return hueRange(0 - value, value);
  }

  static double @Nullable [] hueRange(double low, double high) {
    return checked(low, high, "hue", 0, new double[] {-0.5, 0.5});
  }

  private static void checkSign(double value, String name) {
    if (value < 0) {
      throw new ValueException("If " + name + " is a single number, it must be non negative.");
    }
  }

  private static double @Nullable [] checked(
      double low, double high, String name, double center, double[] bound) {
    if (!(bound[0] <= low && low <= high && high <= bound[1])) {
      String bounds = bound[0] == 0 ? "(0, inf)" : "(-0.5, 0.5)";
      throw new ValueException(
          name
              + " values should be between "
              + bounds
              + ", but got "
              + PythonText.of(List.of(low, high))
              + ".");
    }
    return low == high && high == center ? null : new double[] {low, high};
  }

  /**
   * Draws order and amounts: Python's {@code ColorJitter.get_params(brightness, contrast,
   * saturation, hue)}.
   *
   * @param brightness the least and the largest factor, or null for none
   */
  public static Params getParams(
      double @Nullable [] brightness,
      double @Nullable [] contrast,
      double @Nullable [] saturation,
      double @Nullable [] hue) {
    int[] order = Draws.randperm(4);
    return new Params(
        Arrays.stream(order).boxed().toList(),
        drawn(brightness),
        drawn(contrast),
        drawn(saturation),
        drawn(hue));
  }

  private static @Nullable Double drawn(double @Nullable [] range) {
    return range == null ? null : Draws.uniform(range[0], range[1]);
  }

  @Override
  protected <T> T forward(T img) {
    Params drawn = getParams(options.brightness, options.contrast, options.saturation, options.hue);
    try (Scope scope = Torch.scope()) {
      T result = img;
      for (int which : drawn.fnIdx) {
        if (which == 0 && drawn.brightness != null) {
          result = F.adjustBrightness(result, drawn.brightness);
        } else if (which == 1 && drawn.contrast != null) {
          result = F.adjustContrast(result, drawn.contrast);
        } else if (which == 2 && drawn.saturation != null) {
          result = F.adjustSaturation(result, drawn.saturation);
        } else if (which == 3 && drawn.hue != null) {
          result = F.adjustHue(result, drawn.hue);
        }
      }
      return scope.keepAll(result);
    }
  }

  @Override
  public String toString() {
    return "ColorJitter(brightness="
        + PythonText.of(options.brightness)
        + ", contrast="
        + PythonText.of(options.contrast)
        + ", saturation="
        + PythonText.of(options.saturation)
        + ", hue="
        + PythonText.of(options.hue)
        + ")";
  }
}
