package dev.obor.vision.transforms;

import java.util.List;
import java.util.function.Consumer;

/**
 * Shows some images from another side, which is drawn for each: Python's {@code
 * torchvision.transforms.RandomPerspective}.
 *
 * <pre>{@code
 * new RandomPerspective(0.6, 1.0);
 * new RandomPerspective(0.5, 0.5, o -> o.fill(255));
 * }</pre>
 */
public final class RandomPerspective extends ImageTransform {
  /** How strong it is, from 0 to 1. */
  public final double distortionScale;

  /** The probability. */
  public final double p;

  private final PerspectiveOptions options = new PerspectiveOptions();

  /** Makes the transform with strength and probability 0.5. */
  public RandomPerspective() {
    this(0.5, 0.5);
  }

  /** Makes the transform: Python's {@code RandomPerspective(distortion_scale, p)}. */
  public RandomPerspective(double distortionScale, double p) {
    this(distortionScale, p, o -> {});
  }

  /** The same with keyword arguments: Python's {@code interpolation} and {@code fill}. */
  public RandomPerspective(double distortionScale, double p, Consumer<PerspectiveOptions> options) {
    this.distortionScale = distortionScale;
    this.p = p;
    this.options.fill(0);
    options.accept(this.options);
  }

  /**
   * Draws four corners: Python's {@code RandomPerspective.get_params(width, height,
   * distortion_scale)}.
   *
   * @return the corners of the image, and where they go: upper left, upper right, lower right and
   *     lower left, each x and y
   */
  public static List<int[][]> getParams(int width, int height, double distortionScale) {
    int halfWidth = width / 2;
    int halfHeight = height / 2;
    int dx = (int) (distortionScale * halfWidth);
    int dy = (int) (distortionScale * halfHeight);
    int[] topLeft = {Draws.randint(0, dx + 1), Draws.randint(0, dy + 1)};
    int[] topRight = {Draws.randint(width - dx - 1, width), Draws.randint(0, dy + 1)};
    int[] bottomRight = {
      Draws.randint(width - dx - 1, width), Draws.randint(height - dy - 1, height)
    };
    int[] bottomLeft = {Draws.randint(0, dx + 1), Draws.randint(height - dy - 1, height)};
    int[][] start = {{0, 0}, {width - 1, 0}, {width - 1, height - 1}, {0, height - 1}};
    return List.of(start, new int[][] {topLeft, topRight, bottomRight, bottomLeft});
  }

  @Override
  protected <T> T forward(T img) {
    if (!Draws.isBelow(p)) {
      return img;
    }
    int[] size = F.dimensions(img);
    List<int[][]> corners = getParams(size[2], size[1], distortionScale);
    return F.perspective(
        img,
        corners.get(0),
        corners.get(1),
        o -> {
          o.interpolation(options.interpolation);
          o.fill = RandomAffine.fillFor(img, options.fill);
        });
  }

  @Override
  public String toString() {
    return "RandomPerspective(p=" + PythonText.of(p) + ")";
  }
}
