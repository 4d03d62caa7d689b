package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns samples by an angle that is drawn for each: Python's {@code
 * torchvision.transforms.v2.RandomRotation}.
 *
 * <pre>{@code
 * new RandomRotation(30);
 * new RandomRotation(0, 90, o -> o.expand(true));
 * }</pre>
 */
public final class RandomRotation extends Transform<Double> {
  private final double[] degrees;
  private final RotateOptions options = new RotateOptions();

  /** Turns by up to so many degrees to both sides: Python's {@code RandomRotation(degrees)}. */
  public RandomRotation(double degrees) {
    this(degrees, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomRotation(double degrees, Consumer<RotateOptions> options) {
    this(new double[] {degrees}, options);
  }

  /** Turns by an angle in a range: Python's {@code RandomRotation((low, high))}. */
  public RandomRotation(double low, double high) {
    this(low, high, o -> {});
  }

  /** The same with keyword arguments. */
  public RandomRotation(double low, double high, Consumer<RotateOptions> options) {
    this(new double[] {low, high}, options);
  }

  private RandomRotation(double[] degrees, Consumer<RotateOptions> options) {
    this.degrees = Ranges.angles("degrees", degrees, 2);
    this.options.start(0);
    options.accept(this.options);
  }

  @Override
  protected Double makeParams(List<Object> flatInputs) {
    return Draws.uniform(degrees[0], degrees[1]);
  }

  @Override
  protected Object transform(Object inpt, Double angle) {
    return GeometryKernels.rotate(inpt, angle, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("degrees", Attributes.list(degrees))
        .add("interpolation", options.interpolation)
        .add("expand", options.expand)
        .add("fill", options.printed())
        .add("center", Attributes.tuple(options.center))
        .toString();
  }
}
