package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.TVTensors;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Mixes an image with what chains of operations make of it: Python's {@code
 * torchvision.transforms.v2.AugMix}.
 */
public final class AugMix extends Augmenting {
  private static final int MOST = 10;
  private static final Set<String> COLORS = Set.of("Brightness", "Color", "Contrast", "Sharpness");

  private final AugMixOptions options;

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
    this(AugMixOptions.of(options));
  }

  private AugMix(AugMixOptions options) {
    super(options);
    this.options = options;
    if (options.severity < 1 || options.severity > MOST) {
      throw new ValueException(
          "The severity must be between [1, " + MOST + "]. Got " + options.severity + " instead.");
    }
  }

  private List<Operation> operations(int height, int width) {
    List<Operation> all = withoutInvert(space(0.3, width / 3.0, height / 3.0, 30, 0.9, 4, 4));
    List<Operation> chosen =
        new ArrayList<>(
            all.subList(1, all.size()).stream().filter(o -> !COLORS.contains(o.name())).toList());
    if (options.allOps) {
      all.stream().filter(o -> COLORS.contains(o.name())).forEach(chosen::add);
    }
    return chosen;
  }

  @Override
  Object augmented(Object image, int height, int width) {
    List<Operation> operations = operations(height, width);
    if (image instanceof BufferedImage picture) {
      return F.toPilImage(mixed(F.pilToTensor(picture), 4, operations));
    } else if (image instanceof TVTensor like) {
      int dims = like instanceof Video ? 5 : 4;
      return TVTensors.wrap(mixed(like.data(), dims, operations), like);
    }
    return mixed((Tensor) image, 4, operations);
  }

  private Tensor mixed(Tensor image, int dims, List<Operation> operations) {
    long[] shape = new long[Math.max(dims, image.dim())];
    Arrays.fill(shape, 1);
    System.arraycopy(image.size().toArray(), 0, shape, shape.length - image.dim(), image.dim());
    Tensor batch = image.reshape(shape);
    long[] rows = new long[shape.length];
    Arrays.fill(rows, 1);
    rows[0] = shape[0];
    Tensor both = drawn(2, shape[0]);
    Tensor weights = drawn(options.mixtureWidth, shape[0]).mul(both.narrow(1, 1, 1));
    Tensor mix = both.select(1, 0).reshape(rows).mul(batch);
    for (int i = 0; i < options.mixtureWidth; i++) {
      Tensor augmented = chain(batch, operations);
      mix = mix.add(weights.select(1, i).reshape(rows).mul(augmented));
    }
    return mix.reshape(image.size()).to(image.dtype());
  }

  private Tensor drawn(int count, long rows) {
    double[] alphas = new double[count];
    Arrays.fill(alphas, options.alpha);
    return Draws.dirichlet(Torch.tensor(alphas).expand(rows, -1));
  }

  private Tensor chain(Tensor batch, List<Operation> operations) {
    int depth = options.chainDepth > 0 ? options.chainDepth : Draws.randint(1, 4);
    Tensor result = batch;
    for (int k = 0; k < depth; k++) {
      Operation operation = operations.get(Draws.randint(0, operations.size()));
      double magnitude = 0;
      if (operation.hasMagnitude()) {
        int index = Draws.randint(0, options.severity);
        magnitude = signed(operation, operation.magnitude(index, MOST));
      }
      result = (Tensor) applied(result, operation.name(), magnitude);
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return attributes()
        .add("severity", options.severity)
        .add("mixture_width", options.mixtureWidth)
        .add("chain_depth", options.chainDepth)
        .add("alpha", options.alpha)
        .add("all_ops", options.allOps)
        .toString();
  }
}
