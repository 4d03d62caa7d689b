package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns, shifts, scales and shears samples by amounts that are drawn for each: Python's {@code
 * torchvision.transforms.v2.RandomAffine}.
 *
 * <pre>{@code
 * new RandomAffine(10, o -> o.translate(0.1, 0.1).scale(0.9, 1.1).shear(5));
 * }</pre>
 */
public final class RandomAffine extends Transform<dev.obor.vision.transforms.RandomAffine.Params> {
  private final double[] degrees;
  private final double @Nullable [] shear;
  private final RandomAffineOptions options = new RandomAffineOptions();

  /** Turns by up to so many degrees to both sides: Python's {@code RandomAffine(degrees)}. */
  public RandomAffine(double degrees) {
    this(degrees, o -> {});
  }

  /** The same with keyword arguments: Python's {@code RandomAffine(degrees, translate=…, …)}. */
  public RandomAffine(double degrees, Consumer<RandomAffineOptions> options) {
    this(new double[] {degrees}, options);
  }

  /** Turns by an angle in a range, with keyword arguments. */
  public RandomAffine(double low, double high, Consumer<RandomAffineOptions> options) {
    this(new double[] {low, high}, options);
  }

  private RandomAffine(double[] degrees, Consumer<RandomAffineOptions> options) {
    this.degrees = Ranges.angles("degrees", degrees, 2);
    this.options.start(0);
    options.accept(this.options);
    RandomAffineOptions o = this.options;
    if (o.translate != null && Arrays.stream(o.translate).anyMatch(t -> !(t >= 0 && t <= 1))) {
      throw new ValueException("translation values should be between 0 and 1");
    }
    if (o.scale != null && Arrays.stream(o.scale).anyMatch(s -> s <= 0)) {
      throw new ValueException("scale values should be positive");
    }
    this.shear = o.shear == null ? null : Ranges.angles("shear", o.shear, 2, 4);
  }

  @Override
  protected dev.obor.vision.transforms.RandomAffine.Params makeParams(List<Object> flatInputs) {
    List<Integer> size = querySize(flatInputs);
    return dev.obor.vision.transforms.RandomAffine.getParams(
        degrees, options.translate, options.scale, shear, new int[] {size.get(1), size.get(0)});
  }

  @Override
  protected Object transform(Object inpt, dev.obor.vision.transforms.RandomAffine.Params drawn) {
    AffineOptions o = new AffineOptions();
    o.copyFill(options);
    o.interpolation(options.interpolation);
    o.center = options.center;
    double[] translate = {drawn.translations().get(0), drawn.translations().get(1)};
    double[] sheared = {drawn.shear().get(0), drawn.shear().get(1)};
    return GeometryKernels.affine(inpt, drawn.angle(), translate, drawn.scale(), sheared, o)
        .orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("degrees", Attributes.list(degrees))
        .add("translate", options.translate)
        .add("scale", options.scale)
        .add("shear", shear == null ? null : Attributes.list(shear))
        .add("interpolation", options.interpolation)
        .add("fill", options.printed())
        .add("center", Attributes.tuple(options.center))
        .toString();
  }
}
