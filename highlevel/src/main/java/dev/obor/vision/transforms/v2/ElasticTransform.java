package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves each pixel by itself, as water does that one looks through: Python's {@code
 * torchvision.transforms.v2.ElasticTransform}.
 */
public final class ElasticTransform extends Transform<Tensor> {
  private final double[] alpha;
  private final double[] sigma;
  private final ElasticOptions options = new ElasticOptions();

  /** Makes the transform with alpha 50 and sigma 5. */
  public ElasticTransform() {
    this(50, 5);
  }

  /** Makes the transform: Python's {@code ElasticTransform(alpha, sigma)}. */
  public ElasticTransform(double alpha, double sigma) {
    this(alpha, sigma, o -> {});
  }

  /** The same with keyword arguments: Python's {@code interpolation} and {@code fill}. */
  public ElasticTransform(double alpha, double sigma, Consumer<ElasticOptions> options) {
    this(new double[] {alpha}, new double[] {sigma}, options);
  }

  /**
   * Makes the transform with other numbers along both axes.
   *
   * @param alpha how far pixels move
   * @param sigma how smoothly
   * @throws dev.obor.ValueException if there are neither one nor two of each
   */
  public ElasticTransform(double[] alpha, double[] sigma, Consumer<ElasticOptions> options) {
    this.alpha = Ranges.both("alpha", alpha);
    this.sigma = Ranges.both("sigma", sigma);
    this.options.start(0);
    options.accept(this.options);
  }

  @Override
  protected Tensor makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    int[] both = {size.get(0), size.get(1)};
    return dev.obor.vision.transforms.ElasticTransform.getParams(alpha, sigma, both);
  }

  @Override
  protected Object transform(Object inpt, Tensor displacement) {
    return GeometryKernels.elastic(inpt, displacement, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("alpha", Attributes.list(alpha))
        .add("sigma", Attributes.list(sigma))
        .add("interpolation", options.interpolation)
        .add("fill", options.printed())
        .toString();
  }
}
