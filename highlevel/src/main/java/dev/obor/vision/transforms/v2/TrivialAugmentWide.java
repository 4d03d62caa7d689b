package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies one operation of a strength that are drawn for each image: Python's {@code
 * torchvision.transforms.v2.TrivialAugmentWide}.
 */
public final class TrivialAugmentWide extends Augmenting {
  private final AugmentOptions options;

  /** Makes the transform with Python's defaults. */
  public TrivialAugmentWide() {
    this(o -> {});
  }

  /** Makes the transform with keyword arguments. */
  public TrivialAugmentWide(Consumer<AugmentOptions> options) {
    this(AugmentOptions.of(options));
  }

  private TrivialAugmentWide(AugmentOptions options) {
    super(options);
    this.options = options;
  }

  @Override
  Object augmented(Object image, int height, int width) {
    List<Operation> space = withoutInvert(space(0.99, 32, 32, 135, 0.99, 8, 6));
    Operation operation = space.get(Draws.randint(0, space.size()));
    double magnitude = 0;
    if (operation.hasMagnitude()) {
      int bins = options.numMagnitudeBins;
      magnitude = signed(operation, operation.magnitude(Draws.randint(0, bins), bins));
    }
    return applied(image, operation.name(), magnitude);
  }

  @Override
  protected String extraRepr() {
    return attributes().add("num_magnitude_bins", options.numMagnitudeBins).toString();
  }
}
