package dev.obor.vision.transforms;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Turns images by an angle that is drawn for each: Python's {@code
 * torchvision.transforms.RandomRotation}.
 *
 * <pre>{@code
 * new RandomRotation(30);       // from -30 to 30 degrees
 * new RandomRotation(0, 90);
 * new RandomRotation(30, o -> o.expand(true).fill(255));
 * }</pre>
 */
public final class RandomRotation extends ImageTransform {
  private final double[] degrees;
  private final RotateOptions options = new RotateOptions();

  /** Turns by up to so many degrees to both sides: Python's {@code RandomRotation(degrees)}. */
  public RandomRotation(double degrees) {
    this(degrees, o -> {});
  }

  /** The same with keyword arguments: Python's {@code RandomRotation(degrees, expand=…, …)}. */
  public RandomRotation(double degrees, Consumer<RotateOptions> options) {
    this(new double[] {degrees}, options);
  }

  /** Turns by an angle in a range: Python's {@code RandomRotation((low, high))}. */
  public RandomRotation(double low, double high) {
    this(new double[] {low, high}, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomRotation(double low, double high, Consumer<RotateOptions> options) {
    this(new double[] {low, high}, options);
  }

  private RandomRotation(double[] degrees, Consumer<RotateOptions> options) {
    this.degrees = Arguments.angle(degrees, "degrees", 2);
    this.options.fill(0);
    options.accept(this.options);
  }

  /** Draws an angle: Python's {@code RandomRotation.get_params(degrees)}. */
  public static double getParams(double[] degrees) {
    return Draws.uniform(degrees[0], degrees[1]);
  }

  @Override
  protected <T> T forward(T img) {
    double angle = getParams(degrees);
    return F.rotate(
        img,
        angle,
        o -> {
          o.interpolation(options.interpolation).expand(options.expand);
          o.center = options.center;
          o.fill = RandomAffine.fillFor(img, options.fill);
        });
  }

  @Override
  public String toString() {
    return "RandomRotation(degrees="
        + PythonText.of(Arrays.stream(degrees).boxed().toList())
        + ", interpolation="
        + options.interpolation.value()
        + ", expand="
        + PythonText.of(options.expand)
        + (options.center == null ? "" : ", center=" + PythonText.of(options.printedCenter))
        + ", fill="
        + Arguments.text(options.fill)
        + ")";
  }
}
