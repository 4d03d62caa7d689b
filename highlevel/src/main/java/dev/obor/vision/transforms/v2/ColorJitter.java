package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes brightness, contrast, saturation and hue, in an order and by amounts that are drawn for
 * each sample: Python's {@code torchvision.transforms.v2.ColorJitter}.
 *
 * <pre>{@code
 * new ColorJitter(0.2, 0.2, 0.2, 0.1);
 * new ColorJitter(o -> o.brightness(0.5).hue(-0.1, 0.3));
 * }</pre>
 */
public final class ColorJitter extends Transform<dev.obor.vision.transforms.ColorJitter.Params> {
  private final ColorJitterOptions options = new ColorJitterOptions();

  /** Makes a transform that changes nothing. */
  public ColorJitter() {}

  /** Makes a transform that changes the brightness. */
  public ColorJitter(double brightness) {
    this(o -> o.brightness(brightness));
  }

  /** Makes the transform: Python's {@code ColorJitter(brightness, contrast, saturation, hue)}. */
  public ColorJitter(double brightness, double contrast, double saturation, double hue) {
    this(o -> o.brightness(brightness).contrast(contrast).saturation(saturation).hue(hue));
  }

  /** Makes the transform with keyword arguments: Python's {@code ColorJitter(brightness=…, …)}. */
  public ColorJitter(Consumer<ColorJitterOptions> options) {
    options.accept(this.options);
  }

  static double @Nullable [] around(double value, String name) {
    checkSign(value, name);
    return checked(Math.max(1 - value, 0), 1 + value, name, 1, Double.POSITIVE_INFINITY);
  }

  static double @Nullable [] range(double low, double high, String name) {
    return checked(low, high, name, 1, Double.POSITIVE_INFINITY);
  }

  static double @Nullable [] aroundZero(double value) {
    checkSign(value, "hue");
    return hueRange(0 - value, value);
  }

  static double @Nullable [] hueRange(double low, double high) {
    return checked(low, high, "hue", 0, 0.5);
  }

  private static void checkSign(double value, String name) {
    if (value < 0) {
      throw new ValueException("If " + name + " is a single number, it must be non negative.");
    }
  }

  private static double @Nullable [] checked(
      double low, double high, String name, double center, double most) {
    double least = most == 0.5 ? -0.5 : 0;
    if (!(least <= low && low <= high && high <= most)) {
      throw new ValueException(
          name
              + " values should be between "
              + (most == 0.5 ? "(-0.5, 0.5)" : "(0, inf)")
              + " and increasing, but got "
              + PythonText.of(List.of(low, high))
              + ".");
    }
    return low == high && high == center ? null : new double[] {low, high};
  }

  @Override
  protected dev.obor.vision.transforms.ColorJitter.Params makeParams(List<Object> flatInputs) {
    return dev.obor.vision.transforms.ColorJitter.getParams(
        options.brightness, options.contrast, options.saturation, options.hue);
  }

  @Override
  protected Object transform(Object inpt, dev.obor.vision.transforms.ColorJitter.Params drawn) {
    Object result = inpt;
    for (int which : drawn.fnIdx()) {
      if (which == 0 && drawn.brightness() != null) {
        result = ColorKernels.adjustBrightness(result, drawn.brightness()).orSame();
      } else if (which == 1 && drawn.contrast() != null) {
        result = ColorKernels.adjustContrast(result, drawn.contrast()).orSame();
      } else if (which == 2 && drawn.saturation() != null) {
        result = ColorKernels.adjustSaturation(result, drawn.saturation()).orSame();
      } else if (which == 3 && drawn.hue() != null) {
        result = ColorKernels.adjustHue(result, drawn.hue()).orSame();
      }
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("brightness", options.brightness)
        .add("contrast", options.contrast)
        .add("saturation", options.saturation)
        .add("hue", options.hue)
        .toString();
  }
}
