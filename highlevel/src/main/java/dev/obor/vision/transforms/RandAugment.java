package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.vision.transforms.AugmentSpace.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies operations of one strength, which are drawn for each image: Python's {@code
 * torchvision.transforms.RandAugment}.
 *
 * <pre>{@code
 * new RandAugment();
 * new RandAugment(o -> o.numOps(3).magnitude(5));
 * }</pre>
 *
 * <p>Images have one or three channels; tensors are uint8.
 */
public final class RandAugment extends ImageTransform {
  private final AugmentOptions options = new AugmentOptions();

  /** Makes the transform with Python's defaults. */
  public RandAugment() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code RandAugment(num_ops, magnitude)}. */
  public RandAugment(int numOps, int magnitude) {
    this(o -> o.numOps(numOps).magnitude(magnitude));
  }

  /** Makes the transform with keyword arguments: Python's {@code RandAugment(num_ops=…, …)}. */
  public RandAugment(Consumer<AugmentOptions> options) {
    options.accept(this.options);
  }

  @Override
  protected <T> T forward(T img) {
    int[] size = F.dimensions(img);
    List<Operation> space = new ArrayList<>();
    space.add(Operation.plain("Identity"));
    space.addAll(
        AugmentSpace.of(
            0.3,
            AugmentSpace.shift(size[2]),
            AugmentSpace.shift(size[1]),
            30,
            0.9,
            Operation.posterize(8, 4)));
    try (Scope scope = Torch.scope()) {
      T result = img;
      for (int i = 0; i < options.numOps; i++) {
        Operation operation = space.get(Draws.randint(0, space.size()));
        double magnitude = operation.magnitude(options.magnitude, options.numMagnitudeBins);
        if (operation.signed() && Draws.randint(0, 2) != 0) {
          magnitude = -magnitude;
        }
        result =
            AugmentSpace.apply(
                result, operation.name(), magnitude, options.interpolation, options.fill);
      }
      return scope.keepAll(result);
    }
  }

  @Override
  public String toString() {
    return "RandAugment(num_ops="
        + options.numOps
        + ", magnitude="
        + options.magnitude
        + ", num_magnitude_bins="
        + options.numMagnitudeBins
        + ", interpolation="
        + options.interpolation
        + ", fill="
        + Arguments.text(options.fill)
        + ")";
  }
}
