package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies operations of one strength, which are drawn for each image: Python's {@code
 * torchvision.transforms.v2.RandAugment}.
 */
public final class RandAugment extends Augmenting {
  private final AugmentOptions options;

  /** Makes the transform with Python's defaults. */
  public RandAugment() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code RandAugment(num_ops, magnitude)}. */
  public RandAugment(int numOps, int magnitude) {
    this(o -> o.numOps(numOps).magnitude(magnitude));
  }

  /**
   * Makes the transform with keyword arguments: Python's {@code RandAugment(num_ops=…, …)}.
   *
   * @throws ValueException if the number of operations is negative
   */
  public RandAugment(Consumer<AugmentOptions> options) {
    this(AugmentOptions.of(options));
  }

  private RandAugment(AugmentOptions options) {
    super(options);
    this.options = options;
    if (options.numOps < 0) {
      throw new ValueException(
          "num_ops should be a non-negative integer, but got " + options.numOps + " instead.");
    }
  }

  @Override
  Object augmented(Object image, int height, int width) {
    List<Operation> space = withoutInvert(space(0.3, shift(width), shift(height), 30, 0.9, 8, 4));
    Object result = image;
    for (int i = 0; i < options.numOps; i++) {
      Operation operation = space.get(Draws.randint(0, space.size()));
      double magnitude =
          operation.hasMagnitude()
              ? signed(operation, operation.magnitude(options.magnitude, options.numMagnitudeBins))
              : 0;
      result = applied(result, operation.name(), magnitude);
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return attributes()
        .add("num_ops", options.numOps)
        .add("magnitude", options.magnitude)
        .add("num_magnitude_bins", options.numMagnitudeBins)
        .toString();
  }
}
