package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proposes boxes, and tells what objects they have: Python's {@code
 * torchvision.models.detection.FasterRCNN}, from "Faster R-CNN: towards real-time object detection
 * with region proposal networks" (Ren and others, 2015).
 *
 * <p>{@link DetectionModel} says what goes in and comes out. In training: {@code loss_classifier},
 * {@code loss_box_reg}, {@code loss_objectness} and {@code loss_rpn_box_reg}.
 *
 * <pre>{@code
 * MobileNetV2 network = Models.mobilenetV2();
 * FasterRCNN model =
 *     new FasterRCNN(
 *         network.features,
 *         2,
 *         o ->
 *             o.outChannels(1280)
 *                 .rpnAnchorGenerator(
 *                     new AnchorGenerator(
 *                         new long[][] {{32, 64, 128, 256, 512}}, new double[][] {{0.5, 1, 2}}))
 *                 .boxRoiPool(new MultiScaleRoIAlign(List.of("0"), Torch.size(7, 7), 2)));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FasterRCNN extends DetectionModel {
  private static final long REPRESENTATION_SIZE = 1024;

  /** Brings pictures to what the network wants. */
  public GeneralizedRCNNTransform transform;

  /** Computes features. */
  public Module backbone;

  /** Proposes boxes. */
  public RegionProposalNetwork rpn;

  /** Tells what objects the boxes have. */
  @Name("roi_heads")
  public RoIHeads roiHeads;

  /** Keyword arguments of the constructor. */
  public static final class Options extends RCNNOptions<Options> {
    Options() {
      super(91);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  /** Makes a network: Python's {@code FasterRCNN(backbone, num_classes)}. */
  public FasterRCNN(Module backbone, long numClasses) {
    this(backbone, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code FasterRCNN(backbone, num_classes, …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param numClasses how many classes there are, one more for nothing
   * @throws ValueException if the channels of the features are not known, or a {@code boxPredictor}
   *     is given, which has classes of its own
   */
  public FasterRCNN(Module backbone, long numClasses, Consumer<Options> options) {
    this(backbone, numClasses, DetectionOptions.<Options>given(new Options(), options));
  }

  /**
   * Makes a network with a {@code boxPredictor}, which has classes of its own.
   *
   * @throws ValueException if there is none
   */
  public FasterRCNN(Module backbone, Consumer<Options> options) {
    this(backbone, null, DetectionOptions.<Options>given(new Options(), options));
  }

  FasterRCNN(Module backbone, @Nullable Long numClasses, RCNNOptions<?> o) {
    long channels = o.outChannelsOf(backbone);
    BoxPredictor predictor = o.boxPredictor;
    if (numClasses != null && predictor != null) {
      throw new ValueException("num_classes should be None when box_predictor is specified");
    }
    if (numClasses == null && predictor == null) {
      throw new ValueException(
          "num_classes should not be None when box_predictor is not specified");
    }
    this.transform = o.transform();
    this.backbone = backbone;
    AnchorGenerator anchors = o.rpnAnchorGenerator == null ? anchors() : o.rpnAnchorGenerator;
    RPNHead head =
        o.rpnHead == null
            ? new RPNHead(channels, anchors.numAnchorsPerLocation().get(0))
            : o.rpnHead;
    this.rpn = proposing(anchors, head, o);
    MultiScaleRoIAlign pool = o.boxRoiPool == null ? pool(7) : o.boxRoiPool;
    Module boxHead =
        o.boxHead == null
            ? new TwoMLPHead(
                channels * pool.outputSize().get(0) * pool.outputSize().get(0), REPRESENTATION_SIZE)
            : o.boxHead;
    BoxPredictor last =
        predictor == null
            ? new FastRCNNPredictor(REPRESENTATION_SIZE, Objects.requireNonNull(numClasses))
            : predictor;
    this.roiHeads = answering(pool, boxHead, last, o);
  }

  private static RegionProposalNetwork proposing(
      AnchorGenerator anchors, RPNHead head, RCNNOptions<?> o) {
    return new RegionProposalNetwork(
        anchors,
        head,
        r ->
            r.fgIouThresh(o.rpnFgIouThresh)
                .bgIouThresh(o.rpnBgIouThresh)
                .batchSizePerImage(o.rpnBatchSizePerImage)
                .positiveFraction(o.rpnPositiveFraction)
                .preNmsTopN(o.rpnPreNmsTopNTrain, o.rpnPreNmsTopNTest)
                .postNmsTopN(o.rpnPostNmsTopNTrain, o.rpnPostNmsTopNTest)
                .nmsThresh(o.rpnNmsThresh)
                .scoreThresh(o.rpnScoreThresh));
  }

  private static RoIHeads answering(
      MultiScaleRoIAlign pool, Module head, BoxPredictor predictor, RCNNOptions<?> o) {
    double[] weights = o.bboxRegWeights;
    return new RoIHeads(
        pool,
        head,
        predictor,
        r ->
            r.fgIouThresh(o.boxFgIouThresh)
                .bgIouThresh(o.boxBgIouThresh)
                .batchSizePerImage(o.boxBatchSizePerImage)
                .positiveFraction(o.boxPositiveFraction)
                .bboxRegWeights(weights[0], weights[1], weights[2], weights[3])
                .scoreThresh(o.boxScoreThresh)
                .nmsThresh(o.boxNmsThresh)
                .detectionsPerImg(o.boxDetectionsPerImg));
  }

  /** The anchors for the five features of a pyramid. */
  static AnchorGenerator anchors() {
    return new AnchorGenerator(new long[] {32, 64, 128, 256, 512}, new double[] {0.5, 1, 2});
  }

  /** What takes squares out of the first four features of a pyramid. */
  static MultiScaleRoIAlign pool(long edge) {
    return new MultiScaleRoIAlign(List.of("0", "1", "2", "3"), Torch.size(edge, edge), 2);
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
    RegionProposalNetwork.Proposals proposals = rpn.call(images, features, targets);
    DetectionOutput found =
        roiHeads.call(features, proposals.boxes(), images.imageSizes(), targets);
    Map<String, Tensor> losses = new LinkedHashMap<>(found.losses());
    losses.putAll(proposals.losses());
    return new DetectionOutput(losses, found.detections());
  }
}
