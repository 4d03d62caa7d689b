package dev.obor.vision.transforms;

import dev.obor.vision.transforms.AugmentSpace.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies one operation of a strength that are drawn for each image: Python's {@code
 * torchvision.transforms.TrivialAugmentWide}.
 *
 * <p>Images have one or three channels; tensors are uint8.
 */
public final class TrivialAugmentWide extends ImageTransform {
  private final AugmentOptions options = new AugmentOptions();

  /** Makes the transform with Python's defaults. */
  public TrivialAugmentWide() {
    this(o -> {});
  }

  /** Makes the transform with keyword arguments. */
  public TrivialAugmentWide(Consumer<AugmentOptions> options) {
    options.accept(this.options);
  }

  @Override
  protected <T> T forward(T img) {
    List<Operation> space = new ArrayList<>();
    space.add(Operation.plain("Identity"));
    space.addAll(AugmentSpace.of(0.99, 32, 32, 135, 0.99, Operation.posterize(8, 6)));
    Operation operation = space.get(Draws.randint(0, space.size()));
    double magnitude = 0;
    if (operation.hasMagnitude()) {
      int bins = options.numMagnitudeBins;
      magnitude = operation.magnitude(Draws.randint(0, bins), bins);
    }
    if (operation.signed() && Draws.randint(0, 2) != 0) {
      magnitude = -magnitude;
    }
    return AugmentSpace.apply(
        img, operation.name(), magnitude, options.interpolation, options.fill);
  }

  @Override
  public String toString() {
    return "TrivialAugmentWide(num_magnitude_bins="
        + options.numMagnitudeBins
        + ", interpolation="
        + options.interpolation
        + ", fill="
        + Arguments.text(options.fill)
        + ")";
  }
}
