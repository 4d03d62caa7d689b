package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.AugmentSpace.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Mixes an image with what chains of operations make of it: Python's {@code
 * torchvision.transforms.AugMix}.
 *
 * <p>Images have one or three channels; tensors are uint8.
 */
public final class AugMix extends ImageTransform {
  private static final int MOST = 10;
  private static final Set<String> COLORS = Set.of("Brightness", "Color", "Contrast", "Sharpness");

  private final AugMixOptions options = new AugMixOptions();

  /** Makes the transform with Python's defaults. */
  public AugMix() {
    this(o -> {});
  }

  /**
   * Makes the transform with keyword arguments: Python's {@code AugMix(severity=…, …)}.
   *
   * @throws ValueException if the severity is not from 1 to 10
   */
  public AugMix(Consumer<AugMixOptions> options) {
    options.accept(this.options);
    int severity = this.options.severity;
    if (severity < 1 || severity > MOST) {
      throw new ValueException(
          "The severity must be between [1, " + MOST + "]. Got " + severity + " instead.");
    }
  }

  private List<Operation> space(int[] size) {
    List<Operation> all =
        AugmentSpace.of(0.3, size[2] / 3.0, size[1] / 3.0, 30, 0.9, Operation.posterize(4, 4));
    List<Operation> space =
        new ArrayList<>(all.stream().filter(o -> !COLORS.contains(o.name())).toList());
    if (options.allOps) {
      all.stream().filter(o -> COLORS.contains(o.name())).forEach(space::add);
    }
    return space;
  }

  @Override
  protected <T> T forward(T img) {
    return PilImages.asTensor(img, this::mixed);
  }

  private Tensor mixed(Tensor img) {
    List<Operation> space = space(F.dimensions(img));
    try (Scope scope = Torch.scope()) {
      long[] shape = new long[Math.max(4, img.dim())];
      Arrays.fill(shape, 1);
      System.arraycopy(img.size().toArray(), 0, shape, shape.length - img.dim(), img.dim());
      Tensor batch = img.view(shape);
      long[] weights = new long[shape.length];
      Arrays.fill(weights, 1);
      weights[0] = shape[0];
      Tensor both = drawn(2, shape[0]);
      Tensor combined = drawn(options.mixtureWidth, shape[0]).mul(both.narrow(1, 1, 1));
      Tensor mix = both.select(1, 0).reshape(weights).mul(batch);
      for (int i = 0; i < options.mixtureWidth; i++) {
        Tensor augmented = chain(batch, space);
        mix.add_(combined.select(1, i).reshape(weights).mul(augmented));
      }
      return scope.keep(mix.view(img.size()).to(img.dtype()));
    }
  }

  private Tensor drawn(int count, long rows) {
    double[] alphas = new double[count];
    Arrays.fill(alphas, options.alpha);
    return Draws.dirichlet(Torch.tensor(alphas).expand(rows, -1));
  }

  private Tensor chain(Tensor batch, List<Operation> space) {
    int depth = options.chainDepth > 0 ? options.chainDepth : Draws.randint(1, 4);
    Tensor result = batch;
    for (int k = 0; k < depth; k++) {
      Operation operation = space.get(Draws.randint(0, space.size()));
      double magnitude = 0;
      if (operation.hasMagnitude()) {
        magnitude = operation.magnitude(Draws.randint(0, options.severity), MOST);
      }
      if (operation.signed() && Draws.randint(0, 2) != 0) {
        magnitude = -magnitude;
      }
      result =
          AugmentSpace.apply(
              result, operation.name(), magnitude, options.interpolation, options.fill);
    }
    return result;
  }

  @Override
  public String toString() {
    return "AugMix(severity="
        + options.severity
        + ", mixture_width="
        + options.mixtureWidth
        + ", chain_depth="
        + options.chainDepth
        + ", alpha="
        + PythonText.of(options.alpha)
        + ", all_ops="
        + PythonText.of(options.allOps)
        + ", interpolation="
        + options.interpolation
        + ", fill="
        + Arguments.text(options.fill)
        + ")";
  }
}
