package dev.obor.vision.models.detection;

import dev.obor.Size;
import dev.obor.Torch;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.MobileNetV3;
import dev.obor.vision.models.MobileNetV3LargeWeights;
import dev.obor.vision.models.Models;
import dev.obor.vision.models.ResNet;
import dev.obor.vision.models.ResNet50Weights;
import dev.obor.vision.models.VGG;
import dev.obor.vision.models.VGG16Weights;
import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.ops.FrozenBatchNorm2d;
import dev.obor.vision.ops.LastLevelP6P7;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes networks that find objects in pictures: the functions of Python's {@code
 * torchvision.models.detection}.
 *
 * <pre>{@code
 * FasterRCNN model =
 *     Detection.fasterrcnnResnet50Fpn(o -> o.weights(FasterRCNNResNet50FPNWeights.DEFAULT));
 * model.eval();
 * Tensor picture = FasterRCNNResNet50FPNWeights.DEFAULT.transforms().apply(image);
 * Prediction found = model.call(List.of(picture)).detections().get(0);
 * Tensor sure = found.boxes().index(List.of(found.scores().gt(0.8)));
 * Tensor drawn = Vision.drawBoundingBoxes(picture, sure, o -> o.colors("red").width(4));
 * }</pre>
 *
 * <p>Without {@code weights}, the backbone of most begins with trained weights, which are fetched;
 * {@code weightsBackbone(null)} makes initial ones instead, as in Python.
 *
 * <p>All functions may be called from any thread.
 */
public final class Detection extends DetectionBackbones {
  private Detection() {}

  /**
   * Makes a network and loads the weights that its options name.
   *
   * @param type the weights that there are for it
   * @param defaults the options before the caller's
   * @param frozenWithoutEps weights that were trained with nothing added to frozen variances
   */
  private static <M extends Module, O extends DetectionOptions<O>> M make(
      Class<? extends WeightsEnum> type,
      O defaults,
      Consumer<O> options,
      @Nullable WeightsEnum frozenWithoutEps,
      Function<O, M> make) {
    M model =
        DetectionOptions.pretrained(
            type, options, wanted -> make.apply(DetectionOptions.given(defaults, wanted)));
    WeightsEnum trained = defaults.trained();
    if (trained != null && trained.equals(frozenWithoutEps)) {
      for (Module module : model.modules()) {
        if (module instanceof FrozenBatchNorm2d norm) {
          norm.eps = 0;
        }
      }
    }
    return model;
  }

  private static LongFunction<? extends Module> norm(DetectionOptions<?> o) {
    return o.isTrained() ? FrozenBatchNorm2d::new : BatchNorm2d::new;
  }

  private static ResNet resnet50(DetectionOptions<?> o, LongFunction<? extends Module> normLayer) {
    return Models.resnet50(
        b -> b.weights(o.weightsBackbone()).progress(o.showsProgress()).normLayer(normLayer));
  }

  /** ResNet and its pyramid, as the first versions of the networks have it. */
  private static BackboneWithFPN pyramid(DetectionOptions<?> o) {
    int trainable = o.trainableLayers(5, 3);
    return resnetFpn(resnet50(o, norm(o)), trainable, null, null, null);
  }

  /** The same with normalisation, as the second versions have it. */
  private static BackboneWithFPN pyramidV2(DetectionOptions<?> o) {
    int trainable = o.trainableLayers(5, 3);
    return resnetFpn(resnet50(o, BatchNorm2d::new), trainable, null, null, BatchNorm2d::new);
  }

  /** ResNet without its largest features, and a pyramid with two smaller ones. */
  private static BackboneWithFPN smallPyramid(
      DetectionOptions<?> o, LongFunction<? extends Module> normLayer, long lastChannels) {
    int trainable = o.trainableLayers(5, 3);
    ResNet network = resnet50(o, normLayer);
    LastLevelP6P7 last = new LastLevelP6P7(lastChannels, 256);
    return resnetFpn(network, trainable, new int[] {2, 3, 4}, last, null);
  }

  /** The heads of the second versions. */
  private static void v2(RCNNOptions<?> o, BackboneWithFPN backbone) {
    AnchorGenerator anchors = FasterRCNN.anchors();
    long channels = backbone.outChannels();
    RPNHead head = new RPNHead(channels, anchors.numAnchorsPerLocation().get(0), 2);
    FastRCNNConvFCHead boxHead =
        new FastRCNNConvFCHead(
            new long[] {channels, 7, 7},
            new long[] {256, 256, 256, 256},
            new long[] {1024},
            BatchNorm2d::new);
    o.rpnAnchorGenerator(anchors);
    o.rpnHead(head);
    o.boxHead(boxHead);
  }

  private static FasterRCNN mobileFasterRCNN(FasterRCNN.Options o) {
    int trainable = o.trainableLayers(6, 3);
    LongFunction<? extends Module> normLayer = norm(o);
    MobileNetV3 network =
        Models.mobilenetV3Large(
            b -> b.weights(o.weightsBackbone()).progress(o.showsProgress()).normLayer(normLayer));
    Module backbone = mobilenet(network.features, true, trainable, null, null);
    long[] sizes = {32, 64, 128, 256, 512};
    double[] ratios = {0.5, 1, 2};
    o.rpnAnchorGenerator(
        new AnchorGenerator(
            new long[][] {sizes, sizes, sizes}, new double[][] {ratios, ratios, ratios}));
    return new FasterRCNN(backbone, o.classes(), o);
  }

  /**
   * Makes Faster R-CNN over the large MobileNetV3 for small pictures, for 91 classes, with trained
   * weights of the backbone: Python's {@code detection.fasterrcnn_mobilenet_v3_large_320_fpn()}.
   */
  public static FasterRCNN fasterrcnnMobilenetV3Large320Fpn() {
    return fasterrcnnMobilenetV3Large320Fpn(o -> {});
  }

  /**
   * Makes Faster R-CNN over the large MobileNetV3 for small pictures with keyword arguments:
   * Python's {@code detection.fasterrcnn_mobilenet_v3_large_320_fpn(…)}.
   */
  public static FasterRCNN fasterrcnnMobilenetV3Large320Fpn(Consumer<FasterRCNN.Options> options) {
    return make(
        FasterRCNNMobileNetV3Large320FPNWeights.class,
        new FasterRCNN.Options()
            .minSize(320)
            .maxSize(640)
            .rpnPreNmsTopNTest(150)
            .rpnPostNmsTopNTest(150)
            .rpnScoreThresh(0.05)
            .backbone(MobileNetV3LargeWeights.class, MobileNetV3LargeWeights.IMAGENET1K_V1),
        options,
        null,
        Detection::mobileFasterRCNN);
  }

  /**
   * Makes Faster R-CNN over the large MobileNetV3, for 91 classes, with trained weights of the
   * backbone: Python's {@code detection.fasterrcnn_mobilenet_v3_large_fpn()}.
   */
  public static FasterRCNN fasterrcnnMobilenetV3LargeFpn() {
    return fasterrcnnMobilenetV3LargeFpn(o -> {});
  }

  /**
   * Makes Faster R-CNN over the large MobileNetV3 with keyword arguments: Python's {@code
   * detection.fasterrcnn_mobilenet_v3_large_fpn(…)}.
   */
  public static FasterRCNN fasterrcnnMobilenetV3LargeFpn(Consumer<FasterRCNN.Options> options) {
    return make(
        FasterRCNNMobileNetV3LargeFPNWeights.class,
        new FasterRCNN.Options()
            .rpnScoreThresh(0.05)
            .backbone(MobileNetV3LargeWeights.class, MobileNetV3LargeWeights.IMAGENET1K_V1),
        options,
        null,
        Detection::mobileFasterRCNN);
  }

  /**
   * Makes Faster R-CNN over a ResNet with 50 layers, for 91 classes, with trained weights of the
   * backbone: Python's {@code detection.fasterrcnn_resnet50_fpn()}.
   */
  public static FasterRCNN fasterrcnnResnet50Fpn() {
    return fasterrcnnResnet50Fpn(o -> {});
  }

  /**
   * Makes Faster R-CNN over a ResNet with 50 layers with keyword arguments: Python's {@code
   * detection.fasterrcnn_resnet50_fpn(…)}.
   */
  public static FasterRCNN fasterrcnnResnet50Fpn(Consumer<FasterRCNN.Options> options) {
    return make(
        FasterRCNNResNet50FPNWeights.class,
        new FasterRCNN.Options().backbone(ResNet50Weights.class, ResNet50Weights.IMAGENET1K_V1),
        options,
        FasterRCNNResNet50FPNWeights.COCO_V1,
        o -> new FasterRCNN(pyramid(o), o.classes(), o));
  }

  /**
   * Makes the improved Faster R-CNN over a ResNet with 50 layers, for 91 classes: Python's {@code
   * detection.fasterrcnn_resnet50_fpn_v2()}.
   */
  public static FasterRCNN fasterrcnnResnet50FpnV2() {
    return fasterrcnnResnet50FpnV2(o -> {});
  }

  /**
   * Makes the improved Faster R-CNN over a ResNet with 50 layers with keyword arguments: Python's
   * {@code detection.fasterrcnn_resnet50_fpn_v2(…)}.
   */
  public static FasterRCNN fasterrcnnResnet50FpnV2(Consumer<FasterRCNN.Options> options) {
    return make(
        FasterRCNNResNet50FPNV2Weights.class,
        new FasterRCNN.Options().backbone(ResNet50Weights.class, null),
        options,
        null,
        o -> {
          BackboneWithFPN backbone = pyramidV2(o);
          v2(o, backbone);
          return new FasterRCNN(backbone, o.classes(), o);
        });
  }

  /**
   * Makes FCOS over a ResNet with 50 layers, for 91 classes, with trained weights of the backbone:
   * Python's {@code detection.fcos_resnet50_fpn()}.
   */
  public static FCOS fcosResnet50Fpn() {
    return fcosResnet50Fpn(o -> {});
  }

  /**
   * Makes FCOS over a ResNet with 50 layers with keyword arguments: Python's {@code
   * detection.fcos_resnet50_fpn(…)}.
   */
  public static FCOS fcosResnet50Fpn(Consumer<FCOS.Options> options) {
    return make(
        FCOSResNet50FPNWeights.class,
        new FCOS.Options().backbone(ResNet50Weights.class, ResNet50Weights.IMAGENET1K_V1),
        options,
        null,
        o -> new FCOS(smallPyramid(o, norm(o), 256), o.classes(), o));
  }

  /**
   * Makes Keypoint R-CNN over a ResNet with 50 layers, for two classes, a person and nothing, with
   * trained weights of the backbone: Python's {@code detection.keypointrcnn_resnet50_fpn()}.
   */
  public static KeypointRCNN keypointrcnnResnet50Fpn() {
    return keypointrcnnResnet50Fpn(o -> {});
  }

  /**
   * Makes Keypoint R-CNN over a ResNet with 50 layers with keyword arguments: Python's {@code
   * detection.keypointrcnn_resnet50_fpn(…)}.
   */
  public static KeypointRCNN keypointrcnnResnet50Fpn(Consumer<KeypointRCNN.Options> options) {
    return make(
        KeypointRCNNResNet50FPNWeights.class,
        new KeypointRCNN.Options().backbone(ResNet50Weights.class, ResNet50Weights.IMAGENET1K_V1),
        options,
        KeypointRCNNResNet50FPNWeights.COCO_V1,
        o -> new KeypointRCNN(pyramid(o), o.classes(), o));
  }

  /**
   * Makes Mask R-CNN over a ResNet with 50 layers, for 91 classes, with trained weights of the
   * backbone: Python's {@code detection.maskrcnn_resnet50_fpn()}.
   */
  public static MaskRCNN maskrcnnResnet50Fpn() {
    return maskrcnnResnet50Fpn(o -> {});
  }

  /**
   * Makes Mask R-CNN over a ResNet with 50 layers with keyword arguments: Python's {@code
   * detection.maskrcnn_resnet50_fpn(…)}.
   */
  public static MaskRCNN maskrcnnResnet50Fpn(Consumer<MaskRCNN.Options> options) {
    return make(
        MaskRCNNResNet50FPNWeights.class,
        new MaskRCNN.Options().backbone(ResNet50Weights.class, ResNet50Weights.IMAGENET1K_V1),
        options,
        MaskRCNNResNet50FPNWeights.COCO_V1,
        o -> new MaskRCNN(pyramid(o), o.classes(), o));
  }

  /**
   * Makes the improved Mask R-CNN over a ResNet with 50 layers, for 91 classes: Python's {@code
   * detection.maskrcnn_resnet50_fpn_v2()}.
   */
  public static MaskRCNN maskrcnnResnet50FpnV2() {
    return maskrcnnResnet50FpnV2(o -> {});
  }

  /**
   * Makes the improved Mask R-CNN over a ResNet with 50 layers with keyword arguments: Python's
   * {@code detection.maskrcnn_resnet50_fpn_v2(…)}.
   */
  public static MaskRCNN maskrcnnResnet50FpnV2(Consumer<MaskRCNN.Options> options) {
    return make(
        MaskRCNNResNet50FPNV2Weights.class,
        new MaskRCNN.Options().backbone(ResNet50Weights.class, null),
        options,
        null,
        o -> {
          BackboneWithFPN backbone = pyramidV2(o);
          v2(o, backbone);
          long[] layers = {256, 256, 256, 256};
          o.maskHead(new MaskRCNNHeads(backbone.outChannels(), layers, 1, BatchNorm2d::new));
          return new MaskRCNN(backbone, o.classes(), o);
        });
  }

  /**
   * Makes RetinaNet over a ResNet with 50 layers, for 91 classes, with trained weights of the
   * backbone: Python's {@code detection.retinanet_resnet50_fpn()}.
   */
  public static RetinaNet retinanetResnet50Fpn() {
    return retinanetResnet50Fpn(o -> {});
  }

  /**
   * Makes RetinaNet over a ResNet with 50 layers with keyword arguments: Python's {@code
   * detection.retinanet_resnet50_fpn(…)}.
   */
  public static RetinaNet retinanetResnet50Fpn(Consumer<RetinaNet.Options> options) {
    return make(
        RetinaNetResNet50FPNWeights.class,
        new RetinaNet.Options().backbone(ResNet50Weights.class, ResNet50Weights.IMAGENET1K_V1),
        options,
        RetinaNetResNet50FPNWeights.COCO_V1,
        o -> new RetinaNet(smallPyramid(o, norm(o), 256), o.classes(), o));
  }

  /**
   * Makes the improved RetinaNet over a ResNet with 50 layers, for 91 classes: Python's {@code
   * detection.retinanet_resnet50_fpn_v2()}.
   */
  public static RetinaNet retinanetResnet50FpnV2() {
    return retinanetResnet50FpnV2(o -> {});
  }

  /**
   * Makes the improved RetinaNet over a ResNet with 50 layers with keyword arguments: Python's
   * {@code detection.retinanet_resnet50_fpn_v2(…)}.
   */
  public static RetinaNet retinanetResnet50FpnV2(Consumer<RetinaNet.Options> options) {
    return make(
        RetinaNetResNet50FPNV2Weights.class,
        new RetinaNet.Options().backbone(ResNet50Weights.class, null),
        options,
        null,
        Detection::retinanetV2);
  }

  private static RetinaNet retinanetV2(RetinaNet.Options o) {
    BackboneWithFPN backbone = smallPyramid(o, BatchNorm2d::new, 2048);
    AnchorGenerator anchors = RetinaNet.anchors();
    RetinaNetHead head =
        new RetinaNetHead(
            backbone.outChannels(),
            anchors.numAnchorsPerLocation().get(0),
            o.classes(),
            channels -> new GroupNorm(32, channels));
    head.regressionHead.lossType("giou");
    return new RetinaNet(backbone, o.classes(), o.anchorGenerator(anchors).head(head));
  }

  /**
   * Makes SSD over VGG with 16 layers, for pictures of 300 by 300, for 91 classes, with trained
   * weights of the backbone: Python's {@code detection.ssd300_vgg16()}.
   */
  public static SSD ssd300Vgg16() {
    return ssd300Vgg16(o -> {});
  }

  /**
   * Makes SSD over VGG with 16 layers, for pictures of 300 by 300 with keyword arguments: Python's
   * {@code detection.ssd300_vgg16(…)}.
   */
  public static SSD ssd300Vgg16(Consumer<SSD.Options> options) {
    return make(
        SSD300VGG16Weights.class,
        new SSD.Options()
            .imageMean(0.48235, 0.45882, 0.40784)
            .imageStd(1.0 / 255, 1.0 / 255, 1.0 / 255)
            .backbone(VGG16Weights.class, VGG16Weights.IMAGENET1K_FEATURES),
        options,
        null,
        Detection::ssd300);
  }

  private static SSD ssd300(SSD.Options o) {
    int trainable = o.trainableLayers(5, 4);
    VGG network = Models.vgg16(b -> b.weights(o.weightsBackbone()).progress(o.showsProgress()));
    Sequential layers = (Sequential) network.features;
    List<Integer> pools = SSDFeatureExtractorVGG.pools(layers);
    List<Integer> stages = new ArrayList<>(List.of(0));
    stages.addAll(pools.subList(0, pools.size() - 1));
    freeze(layers, stages, trainable);
    DefaultBoxGenerator boxes =
        new DefaultBoxGenerator(
            new long[][] {{2}, {2, 3}, {2, 3}, {2, 3}, {2}, {2}},
            b -> b.scales(0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05).steps(8, 16, 32, 64, 100, 300));
    SSDFeatureExtractorVGG backbone = new SSDFeatureExtractorVGG(layers);
    return new SSD(backbone, boxes, Torch.size(300, 300), o.classes(), o);
  }

  /**
   * Makes SSDlite over the large MobileNetV3, for pictures of 320 by 320, for 91 classes, with
   * trained weights of the backbone: Python's {@code detection.ssdlite320_mobilenet_v3_large()}.
   */
  public static SSD ssdlite320MobilenetV3Large() {
    return ssdlite320MobilenetV3Large(o -> {});
  }

  /**
   * Makes SSDlite over the large MobileNetV3, for pictures of 320 by 320 with keyword arguments:
   * Python's {@code detection.ssdlite320_mobilenet_v3_large(…)}.
   */
  public static SSD ssdlite320MobilenetV3Large(Consumer<SSD.Options> options) {
    return make(
        SSDLite320MobileNetV3LargeWeights.class,
        new SSD.Options()
            .imageMean(0.5, 0.5, 0.5)
            .imageStd(0.5, 0.5, 0.5)
            .scoreThresh(0.001)
            .nmsThresh(0.55)
            .detectionsPerImg(300)
            .topkCandidates(300)
            .backbone(MobileNetV3LargeWeights.class, MobileNetV3LargeWeights.IMAGENET1K_V1),
        options,
        null,
        Detection::ssdlite);
  }

  private static SSD ssdlite(SSD.Options o) {
    int trainable = o.trainableLayers(6, 6);
    LongFunction<? extends Module> normLayer = o.normLayer();
    boolean isInitial = o.weightsBackbone() == null;
    MobileNetV3 network =
        Models.mobilenetV3Large(
            b ->
                b.weights(o.weightsBackbone())
                    .progress(o.showsProgress())
                    .normLayer(normLayer)
                    .reducedTail(isInitial));
    if (isInitial) {
      Weightings.normal(network, 0.03);
    }
    List<Integer> stages = stages(network.features);
    freeze(network.features, stages, trainable);
    SSDLiteFeatureExtractorMobileNet backbone =
        new SSDLiteFeatureExtractorMobileNet(
            network.features, stages.get(stages.size() - 2), normLayer);
    long[][] ratios = {{2, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 3}, {2, 3}};
    DefaultBoxGenerator boxes =
        new DefaultBoxGenerator(ratios, b -> b.minRatio(0.2).maxRatio(0.95));
    Size size = Torch.size(320, 320);
    long[] anchors = boxes.numAnchorsPerLocation().stream().mapToLong(Long::longValue).toArray();
    long[] channels = SSD.channels(backbone, size, anchors.length);
    o.head(new SSDLiteHead(channels, anchors, o.classes(), normLayer));
    return new SSD(backbone, boxes, size, o.classes(), o);
  }
}
