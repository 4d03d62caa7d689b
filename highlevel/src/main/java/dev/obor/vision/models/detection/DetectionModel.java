package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that finds objects in pictures: what {@link FasterRCNN}, {@link RetinaNet}, {@link
 * FCOS} and {@link SSD} have in common.
 *
 * <p>Pictures are tensors (3, H, W) of numbers from 0 to 1, each of its own size. In training the
 * network wants a map for each picture with what is known of its objects, and gives losses; in
 * evaluation it gives the objects that it finds.
 *
 * <ul>
 *   <li>{@code boxes}: (N, 4), left, top, right and bottom of each object, in pixels
 *   <li>{@code labels}: their classes, (N), int64
 *   <li>{@code masks}: for {@link MaskRCNN}, ones where each object is, (N, H, W)
 *   <li>{@code keypoints}: for {@link KeypointRCNN}, left, top and whether it can be seen for each
 *       keypoint of each object, (N, K, 3), float32
 * </ul>
 *
 * <pre>{@code
 * FasterRCNN model = Detection.fasterrcnnResnet50Fpn(o -> o.numClasses(3));
 * List<Map<String, Tensor>> targets = List.of(Map.of("boxes", boxes, "labels", labels));
 * Tensor loss =
 *     model.call(List.of(picture), targets).losses().values().stream()
 *         .reduce(Tensor::add)
 *         .orElseThrow();
 * loss.backward();
 *
 * model.eval();
 * Prediction found = model.call(List.of(picture)).detections().get(0);
 * Tensor sure = found.boxes().index(List.of(found.scores().gt(0.8)));
 * Tensor drawn = Vision.drawBoundingBoxes(picture, sure, o -> o.colors("red").width(4));
 * }</pre>
 *
 * <p>Tensors that are made along the way are closed; a hook that wants to have one later keeps a
 * {@code detach().clone().unscoped()} of it.
 */
public abstract class DetectionModel extends Module {
  DetectionModel() {}

  /** Finds objects, with the hooks around it: Python's {@code model(images)} in evaluation. */
  public DetectionOutput call(List<Tensor> images) {
    return call(images, null);
  }

  /**
   * Computes losses or finds objects, with the hooks around it: Python's {@code model(images,
   * targets)}.
   *
   * @param images (3, H, W) each, from 0 to 1
   * @param targets for each picture what is known of its objects; needed in training
   * @throws ValueException if there are no targets in training, or boxes of them are not (N, 4) or
   *     have no width or height
   */
  public DetectionOutput call(List<Tensor> images, @Nullable List<Map<String, Tensor>> targets) {
    return callWithHooks(
        DetectionOutput.class,
        (args, kwargs) -> {
          try (Scope scope = Torch.scope()) {
            return scope.keepAll(
                compute(Lists.of(args[0]), args[1] == null ? null : Lists.of(args[1])));
          }
        },
        images,
        targets);
  }

  private DetectionOutput compute(
      List<Tensor> images, @Nullable List<Map<String, Tensor>> targets) {
    if (isTraining()) {
      Targets.check(targets, images.size(), tellsShape());
    }
    List<Size> originals = new ArrayList<>();
    for (Tensor image : images) {
      if (image.dim() < 2) {
        throw new ValueException(
            "expecting the last two dimensions of the Tensor to be H and W instead got "
                + image.shape());
      }
      originals.add(Torch.size(image.size(-2), image.size(-1)));
    }
    GeneralizedRCNNTransform.Transformed seen = transform().call(images, targets);
    if (seen.targets() != null) {
      Targets.checkDegenerate(seen.targets());
    }
    Map<String, Tensor> features = features(seen.images().tensors());
    DetectionOutput output = detect(seen.images(), features, seen.targets());
    return new DetectionOutput(
        output.losses(),
        transform().postprocess(output.detections(), seen.images().imageSizes(), originals));
  }

  private Map<String, Tensor> features(Tensor pictures) {
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(features(backbone(), pictures));
    }
  }

  static Map<String, Tensor> features(Module backbone, Tensor pictures) {
    return backbone instanceof Backbone several
        ? several.call(pictures)
        : Map.of("0", backbone.call(pictures));
  }

  abstract GeneralizedRCNNTransform transform();

  abstract Module backbone();

  /** Whether Python tells the shape of boxes that have a wrong one. */
  boolean tellsShape() {
    return true;
  }

  /**
   * Computes losses or finds objects.
   *
   * @param images the pictures as the network sees them
   * @param features their features by names
   * @param targets what is known of their objects; there in training
   */
  abstract DetectionOutput detect(
      ImageList images, Map<String, Tensor> features, @Nullable List<Map<String, Tensor>> targets);
}
