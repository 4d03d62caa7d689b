package dev.obor.vision.transforms.v2;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.TVTensors;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mixes the images of a batch, and their labels. */
abstract class Mixing<P> extends Transform<P> {
  private final MixOptions options = new MixOptions();

  Mixing(Consumer<MixOptions> options) {
    options.accept(this.options);
  }

  /** How much of itself an image keeps, drawn from a Beta distribution. */
  final double drawnShare() {
    double[] both = {options.alpha, options.alpha};
    Tensor drawn = Draws.dirichlet(Torch.tensor(new double[][] {both}));
    return drawn.get(0, 0).item().doubleValue();
  }

  /** How much of themselves labels keep. */
  abstract double share(P params);

  /** Mixes the images of shape (…, B, C, H, W) with those before them. */
  abstract Tensor mixed(Tensor images, P params);

  @Override
  final Object forward(Object sample) {
    List<@Nullable Object> leaves = Leaves.of(sample);
    boolean[] needs = needsTransform(leaves);
    if (hasAny(
        present(leaves), BufferedImage.class, BoundingBoxes.class, Mask.class, KeyPoints.class)) {
      throw new ValueException(
          getClass().getSimpleName()
              + "() does not support PIL images, bounding boxes, keypoints and masks.");
    }
    Object found = options.labelsGetter.apply(sample);
    if (!(found instanceof Tensor labels)) {
      throw new ValueException(
          "The labels must be a tensor, but got " + Leaves.type(found) + " instead.");
    }
    check(labels);
    List<Object> chosen = new ArrayList<>();
    for (int i = 0; i < needs.length; i++) {
      if (needs[i]) {
        chosen.add(Objects.requireNonNull(leaves.get(i)));
      }
    }
    P params = Objects.requireNonNull(makeParams(chosen));
    List<@Nullable Object> made = new ArrayList<>();
    for (int i = 0; i < needs.length; i++) {
      Object leaf = leaves.get(i);
      if (leaf == labels) {
        made.add(mixedLabels(labels, share(params)));
      } else {
        made.add(needs[i] && leaf != null ? image(leaf, labels.size(0), params) : leaf);
      }
    }
    return Objects.requireNonNull(Leaves.filled(sample, made));
  }

  private void check(Tensor labels) {
    if (labels.dim() != 1 && labels.dim() != 2) {
      throw new ValueException(
          "labels should be index based with shape (batch_size,) or probability based with shape"
              + " (batch_size, num_classes), but got a tensor of shape "
              + labels.size()
              + " instead.");
    }
    if (labels.dim() == 2 && options.numClasses != null && labels.size(-1) != options.numClasses) {
      throw new ValueException(
          "When passing 2D labels, the number of elements in last dimension must match num_classes: "
              + labels.size(-1)
              + " != "
              + options.numClasses
              + ". You can Leave num_classes to None.");
    }
    if (labels.dim() == 1 && options.numClasses == null) {
      throw new ValueException("num_classes must be passed if the labels are index-based (1D)");
    }
  }

  private Object image(Object inpt, long batchSize, P params) {
    UnaryOperator<Tensor> mix =
        images -> {
          int wanted = inpt instanceof Video ? 5 : 4;
          if (images.dim() != wanted) {
            throw new ValueException(
                "Expected a batched input with "
                    + wanted
                    + " dims, but got "
                    + images.dim()
                    + " dimensions instead.");
          }
          if (images.size(0) != batchSize) {
            throw new ValueException(
                "The batch size of the image or video does not match the batch size of the labels: "
                    + images.size(0)
                    + " != "
                    + batchSize
                    + ".");
          }
          return mixed(images, params);
        };
    if (inpt instanceof Image || inpt instanceof Video) {
      TVTensor like = (TVTensor) inpt;
      return TVTensors.wrap(mix.apply(like.data()), like);
    }
    return inpt instanceof Tensor tensor ? mix.apply(tensor) : inpt;
  }

  private Tensor mixedLabels(Tensor labels, double share) {
    Tensor spread = labels;
    if (labels.dim() == 1) {
      spread = Aten.one_hot(labels, Objects.requireNonNull(options.numClasses));
    }
    return blended(spread.isFloatingPoint() ? spread : spread.to(DType.FLOAT32), share);
  }

  /** Each row with the one before it. */
  static Tensor blended(Tensor rows, double share) {
    return rows.roll(1, 0).mul_(1.0 - share).add_(rows.mul(share));
  }

  @Override
  protected final Object transform(Object inpt, P params) {
    return inpt instanceof Tensor images ? mixed(images, params) : inpt;
  }

  @Override
  protected final String extraRepr() {
    return new Attributes()
        .add("alpha", options.alpha)
        .add("num_classes", options.numClasses)
        .toString();
  }
}
