package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.AutoAugmentPolicy;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies two operations of a policy, which are drawn for each image: Python's {@code
 * torchvision.transforms.v2.AutoAugment}.
 */
public final class AutoAugment extends Augmenting {
  private final AutoAugmentPolicy policy;

  /** Makes the transform with the policy for ImageNet. */
  public AutoAugment() {
    this(AutoAugmentPolicy.IMAGENET);
  }

  /** Makes the transform: Python's {@code AutoAugment(policy)}. */
  public AutoAugment(AutoAugmentPolicy policy) {
    this(policy, o -> {});
  }

  /** The same with keyword arguments: Python's {@code interpolation} and {@code fill}. */
  public AutoAugment(AutoAugmentPolicy policy, Consumer<AugmentOptions> options) {
    super(AugmentOptions.of(options));
    this.policy = policy;
  }

  @Override
  Object augmented(Object image, int height, int width) {
    List<Operation> space = space(0.3, shift(width), shift(height), 30, 0.9, 8, 4);
    Object result = image;
    int drawn = Draws.randint(0, policy.pairs().size());
    for (AutoAugmentPolicy.Step step : policy.pairs().get(drawn)) {
      if (Draws.rand() <= (float) step.p()) {
        Operation operation =
            space.stream().filter(o -> o.name().equals(step.name())).findFirst().orElseThrow();
        double magnitude =
            operation.hasMagnitude()
                ? signed(operation, operation.magnitude(step.magnitude(), 10))
                : 0;
        result = applied(result, step.name(), magnitude);
      }
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return attributes().add("policy", policy).toString();
  }
}
