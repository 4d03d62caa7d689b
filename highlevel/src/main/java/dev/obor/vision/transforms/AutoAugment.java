package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.transforms.AugmentSpace.Operation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies two operations of a policy, which are drawn for each image: Python's {@code
 * torchvision.transforms.AutoAugment}.
 *
 * <pre>{@code
 * new AutoAugment();
 * new AutoAugment(AutoAugmentPolicy.CIFAR10);
 * }</pre>
 *
 * <p>Images have one or three channels; tensors are uint8.
 */
public final class AutoAugment extends ImageTransform {
  /** The policy. */
  public final AutoAugmentPolicy policy;

  private final AugmentOptions options = new AugmentOptions();

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
    this.policy = policy;
    options.accept(this.options);
  }

  @Override
  protected <T> T forward(T img) {
    int[] size = F.dimensions(img);
    List<Operation> space =
        AugmentSpace.of(
            0.3,
            AugmentSpace.shift(size[2]),
            AugmentSpace.shift(size[1]),
            30,
            0.9,
            Operation.posterize(8, 4));
    List<AutoAugmentPolicy.Step> steps =
        policy.pairs().get(Draws.randint(0, policy.pairs().size()));
    double[] probabilities;
    try (Tensor drawn = Draws.rand(2)) {
      probabilities = drawn.toDoubleArray();
    }
    int[] signs = Draws.randints(2, 2);
    try (Scope scope = Torch.scope()) {
      T result = img;
      for (int i = 0; i < 2; i++) {
        AutoAugmentPolicy.Step step = steps.get(i);
        if (probabilities[i] <= (float) step.p()) {
          double magnitude = 0;
          for (Operation operation : space) {
            if (operation.name().equals(step.name()) && step.magnitude() >= 0) {
              magnitude = operation.magnitude(step.magnitude(), 10);
              magnitude *= operation.signed() && signs[i] == 0 ? -1 : 1;
            }
          }
          result =
              AugmentSpace.apply(
                  result, step.name(), magnitude, options.interpolation, options.fill);
        }
      }
      return scope.keepAll(result);
    }
  }

  @Override
  public String toString() {
    return "AutoAugment(policy=" + policy + ", fill=" + Arguments.text(options.fill) + ")";
  }
}
