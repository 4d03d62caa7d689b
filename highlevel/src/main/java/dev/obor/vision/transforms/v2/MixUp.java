package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/**
 * Blends each image of a batch with the one before it, and their labels: Python's {@code
 * torchvision.transforms.v2.MixUp}.
 *
 * <pre>{@code
 * MixUp mixUp = new MixUp(o -> o.numClasses(10));
 * List<Object> mixed = mixUp.call(images, labels);
 * }</pre>
 */
public final class MixUp extends Mixing<Double> {
  /** Makes the transform for labels that are probabilities. */
  public MixUp() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code MixUp(alpha=…, num_classes=…, labels_getter=…)}. */
  public MixUp(Consumer<MixOptions> options) {
    super(options);
  }

  @Override
  protected Double makeParams(List<Object> flatInputs) {
    return drawnShare();
  }

  @Override
  double share(Double drawn) {
    return drawn;
  }

  @Override
  Tensor mixed(Tensor images, Double drawn) {
    return blended(images, drawn);
  }
}
