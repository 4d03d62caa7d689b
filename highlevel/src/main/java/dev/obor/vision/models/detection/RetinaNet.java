package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of anchors in one step, with a loss that minds the hard ones: Python's {@code
 * torchvision.models.detection.RetinaNet}, from "Focal loss for dense object detection" (Lin and
 * others, 2017).
 *
 * <p>{@link DetectionModel} says what goes in and comes out. In training: {@code classification}
 * and {@code bbox_regression}.
 *
 * <pre>{@code
 * RetinaNet model = Detection.retinanetResnet50FpnV2(o -> o.numClasses(5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RetinaNet extends AnchorModel {
  /** Computes features. */
  public Module backbone;

  /** Makes the boxes from which it goes out. */
  @Name("anchor_generator")
  public AnchorGenerator anchorGenerator;

  /** Tells of each of them the class, and how to move it. */
  public RetinaNetHead head;

  /** Brings pictures to what the network wants. */
  public GeneralizedRCNNTransform transform;

  private final BoxCoder boxCoder = new BoxCoder(1, 1, 1, 1);
  private final Matcher proposalMatcher;
  private final Limits limits;

  /** Keyword arguments of the constructor. */
  public static final class Options extends AnchorOptions<Options> {
    private @Nullable RetinaNetHead head;
    private @Nullable Matcher proposalMatcher;
    private double fgIouThresh = 0.5;
    private double bgIouThresh = 0.4;

    Options() {
      super(0.05, 0.5, 300);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets what tells classes and boxes; default {@link RetinaNetHead}. */
    public Options head(RetinaNetHead value) {
      this.head = value;
      return this;
    }

    /** Sets what gives anchors their objects; default {@link Matcher}. */
    public Options proposalMatcher(Matcher value) {
      this.proposalMatcher = value;
      return this;
    }

    /** Sets from what overlap on an anchor counts as one with an object; default 0.5. */
    public Options fgIouThresh(double value) {
      this.fgIouThresh = value;
      return this;
    }

    /** Sets below what overlap an anchor counts as one without an object; default 0.4. */
    public Options bgIouThresh(double value) {
      this.bgIouThresh = value;
      return this;
    }
  }

  /** Makes a network: Python's {@code RetinaNet(backbone, num_classes)}. */
  public RetinaNet(Module backbone, long numClasses) {
    this(backbone, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code RetinaNet(backbone, num_classes, …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param numClasses how many classes there are
   * @throws ValueException if the channels of the features are not known
   */
  public RetinaNet(Module backbone, long numClasses, Consumer<Options> options) {
    this(backbone, numClasses, DetectionOptions.<Options>given(new Options(), options));
  }

  RetinaNet(Module backbone, long numClasses, Options o) {
    long channels = o.outChannelsOf(backbone);
    this.backbone = backbone;
    this.anchorGenerator = o.anchorGenerator == null ? anchors() : o.anchorGenerator;
    this.head =
        o.head == null
            ? new RetinaNetHead(
                channels, anchorGenerator.numAnchorsPerLocation().get(0), numClasses)
            : o.head;
    this.proposalMatcher =
        o.proposalMatcher == null
            ? new Matcher(o.fgIouThresh, o.bgIouThresh, true)
            : o.proposalMatcher;
    this.transform = o.transform();
    this.limits = Limits.of(o);
  }

  /** The anchors for five features: three sizes for each. */
  static AnchorGenerator anchors() {
    long[] edges = {32, 64, 128, 256, 512};
    long[][] sizes = new long[edges.length][];
    double[][] ratios = new double[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      sizes[i] =
          new long[] {
            edges[i],
            (long) (edges[i] * Math.pow(2, 1.0 / 3)),
            (long) (edges[i] * Math.pow(2, 2.0 / 3))
          };
      ratios[i] = new double[] {0.5, 1, 2};
    }
    return new AnchorGenerator(sizes, ratios);
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
  boolean tellsShape() {
    return false;
  }

  @Override
  DetectionOutput detect(
      ImageList images, Map<String, Tensor> features, @Nullable List<Map<String, Tensor>> targets) {
    List<Tensor> maps = List.copyOf(features.values());
    Map<String, Tensor> answers = head.call(maps);
    List<Tensor> anchors = anchorGenerator.call(images, maps);
    if (isTraining() && targets != null) {
      return new DetectionOutput(losses(targets, answers, anchors), List.of());
    }
    Tensor scores = Targets.of(answers, "cls_logits");
    long places = 0;
    for (long level : levels(maps, 1)) {
      places += level;
    }
    return new DetectionOutput(
        Map.of(),
        found(
            scores.sigmoid(),
            Targets.of(answers, "bbox_regression"),
            anchors,
            levels(maps, scores.size(1) / places),
            images.imageSizes(),
            limits,
            boxCoder::decodeSingle));
  }

  private Map<String, Tensor> losses(
      List<Map<String, Tensor>> targets, Map<String, Tensor> answers, List<Tensor> anchors) {
    List<Tensor> matches = new ArrayList<>();
    for (int i = 0; i < anchors.size(); i++) {
      Tensor boxes = Targets.boxes(targets.get(i));
      matches.add(
          boxes.numel() == 0
              ? unmatched(anchors.get(i))
              : proposalMatcher.call(Ops.boxIou(boxes, anchors.get(i))));
    }
    return head.losses(targets, answers, anchors, matches);
  }
}
