package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves each pixel by itself, as water does that one looks through: Python's {@code
 * torchvision.transforms.ElasticTransform}.
 *
 * <pre>{@code
 * new ElasticTransform(250.0);
 * new ElasticTransform(50.0, 5.0, o -> o.fill(255));
 * }</pre>
 */
public final class ElasticTransform extends ImageTransform {
  private final double[] alpha;
  private final double[] sigma;
  private final ElasticOptions options = new ElasticOptions();

  /** Makes the transform with alpha 50 and sigma 5. */
  public ElasticTransform() {
    this(50.0);
  }

  /** Makes the transform with sigma 5. */
  public ElasticTransform(double alpha) {
    this(alpha, 5.0);
  }

  /** Makes the transform: Python's {@code ElasticTransform(alpha, sigma)}. */
  public ElasticTransform(double alpha, double sigma) {
    this(alpha, sigma, o -> {});
  }

  /** The same with keyword arguments: Python's {@code interpolation} and {@code fill}. */
  public ElasticTransform(double alpha, double sigma, Consumer<ElasticOptions> options) {
    this(new double[] {alpha, alpha}, new double[] {sigma, sigma}, options);
  }

  /**
   * Makes the transform with other numbers along both axes.
   *
   * @param alpha how far pixels move
   * @param sigma how smoothly
   * @throws ValueException if there are not two of each
   */
  public ElasticTransform(double[] alpha, double[] sigma, Consumer<ElasticOptions> options) {
    check(alpha, "alpha");
    check(sigma, "sigma");
    this.alpha = alpha.clone();
    this.sigma = sigma.clone();
    this.options.fill(0);
    options.accept(this.options);
  }

  private static void check(double[] values, String name) {
    if (values.length != 2) {
      throw new ValueException(
          "If " + name + " is a sequence its length should be 2. Got " + values.length);
    }
  }

  /**
   * Draws where pixels go: Python's {@code ElasticTransform.get_params(alpha, sigma, size)}.
   *
   * @param size height and width
   * @return of shape (1, H, W, 2)
   */
  public static Tensor getParams(double[] alpha, double[] sigma, int[] size) {
    try (Scope scope = Torch.scope()) {
      Tensor dx = shift(alpha[0], sigma, 0, size);
      Tensor dy = shift(alpha[1], sigma, 1, size);
      return scope.keep(Torch.cat(List.of(dx, dy), 1).permute(0, 2, 3, 1));
    }
  }

  private static Tensor shift(double alpha, double[] sigma, int axis, int[] size) {
    Tensor drawn = Draws.rand(1, 1, size[0], size[1]).mul(2).sub(1);
    if (sigma[axis] > 0) {
      int kernel = (int) (8 * sigma[axis] + 1);
      kernel += kernel % 2 == 0 ? 1 : 0;
      drawn = F.gaussianBlur(drawn, new int[] {kernel, kernel}, sigma);
    }
    return drawn.mul(alpha).div(size[axis]);
  }

  @Override
  protected <T> T forward(T img) {
    int[] size = F.dimensions(img);
    try (Tensor displacement = getParams(alpha, sigma, new int[] {size[1], size[2]})) {
      return F.elasticTransform(
          img,
          displacement,
          o -> {
            o.interpolation(options.interpolation);
            o.fill = options.fill;
          });
    }
  }

  @Override
  public String toString() {
    double[] fill = options.fill == null ? new double[0] : Arguments.fillOf(options.fill);
    return "ElasticTransform(alpha="
        + list(alpha)
        + ", sigma="
        + list(sigma)
        + ", interpolation="
        + options.interpolation
        + ", fill="
        + list(fill)
        + ")";
  }

  private static String list(double[] values) {
    return PythonText.of(Arrays.stream(values).boxed().toList());
  }
}
