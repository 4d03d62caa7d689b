package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.AffineMatrix;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows some samples from another side, which is drawn for each: Python's {@code
 * torchvision.transforms.v2.RandomPerspective}.
 */
public final class RandomPerspective extends RandomApplyTransform<double[]> {
  private final double distortionScale;
  private final PerspectiveOptions options = new PerspectiveOptions();

  /** Makes the transform with strength and probability 0.5. */
  public RandomPerspective() {
    this(0.5, 0.5);
  }

  /** Makes the transform: Python's {@code RandomPerspective(distortion_scale, p)}. */
  public RandomPerspective(double distortionScale, double p) {
    this(distortionScale, p, o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code interpolation} and {@code fill}.
   *
   * @param distortionScale how strong it is, from 0 to 1
   * @throws ValueException if it is not from 0 to 1
   */
  public RandomPerspective(double distortionScale, double p, Consumer<PerspectiveOptions> options) {
    super(p);
    if (!(distortionScale >= 0 && distortionScale <= 1)) {
      throw new ValueException("Argument distortion_scale value should be between 0 and 1");
    }
    this.distortionScale = distortionScale;
    this.options.start(0);
    options.accept(this.options);
  }

  @Override
  protected double[] makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    List<int[][]> corners =
        dev.obor.vision.transforms.RandomPerspective.getParams(
            size.get(1), size.get(0), distortionScale);
    return AffineMatrix.perspective(corners.get(0), corners.get(1));
  }

  @Override
  protected Object transform(Object inpt, double[] coefficients) {
    return GeometryKernels.perspective(inpt, coefficients, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return attributes()
        .add("distortion_scale", distortionScale)
        .add("interpolation", options.interpolation)
        .add("fill", options.printed())
        .toString();
  }
}
