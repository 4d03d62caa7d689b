package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each place whether it lies in an object and how far the edges are, without boxes to
 * begin with: Python's {@code torchvision.models.detection.FCOS}, from "FCOS: fully convolutional
 * one-stage object detection" (Tian and others, 2019).
 *
 * <p>{@link DetectionModel} says what goes in and comes out. In training: {@code classification},
 * {@code bbox_regression} and {@code bbox_ctrness}.
 *
 * <pre>{@code
 * FCOS model = Detection.fcosResnet50Fpn(o -> o.weights(FCOSResNet50FPNWeights.DEFAULT));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FCOS extends AnchorModel {
  /** More than any object covers: what makes the smallest of several objects the largest number. */
  private static final double AREA = 1e8;

  /** Computes features. */
  public Module backbone;

  /** Makes a square around each place. */
  @Name("anchor_generator")
  public AnchorGenerator anchorGenerator;

  /** Tells of each place the class and the edges. */
  public FCOSHead head;

  /** Brings pictures to what the network wants. */
  public GeneralizedRCNNTransform transform;

  private final BoxLinearCoder boxCoder = new BoxLinearCoder(true);
  private final double centerSamplingRadius;
  private final Limits limits;

  /** Keyword arguments of the constructor. */
  public static final class Options extends AnchorOptions<Options> {
    private @Nullable FCOSHead head;
    private double centerSamplingRadius = 1.5;

    Options() {
      super(0.2, 0.6, 100);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets what tells classes and edges; default {@link FCOSHead}. */
    public Options head(FCOSHead value) {
      this.head = value;
      return this;
    }

    /** Sets how far from an object's middle a place may be, in sizes of its square; default 1.5. */
    public Options centerSamplingRadius(double value) {
      this.centerSamplingRadius = value;
      return this;
    }
  }

  /** Makes a network: Python's {@code FCOS(backbone, num_classes)}. */
  public FCOS(Module backbone, long numClasses) {
    this(backbone, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code FCOS(backbone, num_classes, …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param numClasses how many classes there are
   * @throws ValueException if the channels of the features are not known, or places have other than
   *     one anchor
   */
  public FCOS(Module backbone, long numClasses, Consumer<Options> options) {
    this(backbone, numClasses, DetectionOptions.<Options>given(new Options(), options));
  }

  FCOS(Module backbone, long numClasses, Options o) {
    long channels = o.outChannelsOf(backbone);
    this.backbone = backbone;
    this.anchorGenerator =
        o.anchorGenerator == null
            ? new AnchorGenerator(new long[] {8, 16, 32, 64, 128}, new double[] {1})
            : o.anchorGenerator;
    long anchors = anchorGenerator.numAnchorsPerLocation().get(0);
    if (anchors != 1) {
      throw new ValueException(
          "anchor_generator.num_anchors_per_location()[0] should be 1 instead of " + anchors);
    }
    this.head = o.head == null ? new FCOSHead(channels, anchors, numClasses) : o.head;
    this.transform = o.transform();
    this.centerSamplingRadius = o.centerSamplingRadius;
    this.limits = Limits.of(o);
  }

  @Override
  GeneralizedRCNNTransform transform() {
    return transform;
  }

  @Override
  Module backbone() {
    return backbone;
  }

  @Override
  DetectionOutput detect(
      ImageList images, Map<String, Tensor> features, @Nullable List<Map<String, Tensor>> targets) {
    List<Tensor> maps = List.copyOf(features.values());
    Map<String, Tensor> answers = head.call(maps);
    List<Tensor> anchors = anchorGenerator.call(images, maps);
    long[] levels = levels(maps, 1);
    if (isTraining() && targets != null) {
      List<Tensor> matches = new ArrayList<>();
      for (int i = 0; i < anchors.size(); i++) {
        Tensor boxes = Targets.boxes(targets.get(i));
        matches.add(
            boxes.numel() == 0
                ? unmatched(anchors.get(i))
                : matched(boxes, anchors.get(i), levels));
      }
      return new DetectionOutput(head.losses(targets, answers, anchors, matches), List.of());
    }
    Tensor classes = Targets.of(answers, "cls_logits").sigmoid();
    Tensor scores = classes.mul(Targets.of(answers, "bbox_ctrness").sigmoid()).sqrt();
    return new DetectionOutput(
        Map.of(),
        found(
            scores,
            Targets.of(answers, "bbox_regression"),
            anchors,
            levels,
            images.imageSizes(),
            limits,
            boxCoder::decode));
  }

  /** For each anchor the number of its object, the smallest of those that fit, or -1. */
  private Tensor matched(Tensor boxes, Tensor anchors, long[] levels) {
    Tensor centers = boxes.narrow(1, 0, 2).add(boxes.narrow(1, 2, 2)).div(2);
    Tensor places = anchors.narrow(1, 0, 2).add(anchors.narrow(1, 2, 2)).div(2);
    Tensor sizes = anchors.select(1, 2).sub(anchors.select(1, 0));
    Tensor far = places.unsqueeze(1).sub(centers.unsqueeze(0)).abs().amax(2);
    Tensor isNear = far.lt(sizes.mul(centerSamplingRadius).unsqueeze(1));
    Tensor x = places.narrow(1, 0, 1);
    Tensor y = places.narrow(1, 1, 1);
    Tensor edges =
        Torch.stack(
            List.of(
                x.sub(boxes.select(1, 0).unsqueeze(0)),
                y.sub(boxes.select(1, 1).unsqueeze(0)),
                boxes.select(1, 2).unsqueeze(0).sub(x),
                boxes.select(1, 3).unsqueeze(0).sub(y)),
            2);
    Tensor isInside = edges.amin(2).gt(0);
    Tensor least = sizes.mul(4);
    least.narrow(0, 0, levels[0]).fill_(0);
    Tensor most = sizes.mul(8);
    long last = levels[levels.length - 1];
    most.narrow(0, most.size(0) - last, last).fill_(Double.POSITIVE_INFINITY);
    Tensor farthest = edges.amax(2);
    Tensor isOfSize = farthest.gt(least.unsqueeze(1)).logicalAnd(farthest.lt(most.unsqueeze(1)));
    Tensor fits = isNear.logicalAnd(isInside).logicalAnd(isOfSize).to(DType.FLOAT32);
    Tensor width = boxes.select(1, 2).sub(boxes.select(1, 0));
    Tensor areas = width.mul(boxes.select(1, 3).sub(boxes.select(1, 1)));
    var best = fits.mul(areas.unsqueeze(0).neg().add(AREA)).max(1L);
    return best.indices().maskedFill(best.values().lt(1e-5), -1);
  }
}
