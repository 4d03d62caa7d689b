package dev.obor.vision.models.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.testing.InScope;
import dev.obor.vision.models.IntermediateLayerGetter;
import dev.obor.vision.models.Models;
import dev.obor.vision.models.ResNet50Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The parts of networks that find objects, as {@code vision_detection_goldens.py} found them. */
@InScope
class DetectionPartsTest {
  private static final String PARTS = "vision/detection-parts.tsv.gz";
  private static final String PRINTED = "vision/detection-printed.tsv.gz";

  private static ImageList images() {
    return new ImageList(
        Torch.zeros(2, 3, 64, 96), List.of(Torch.size(60, 90), Torch.size(64, 80)));
  }

  private static List<Tensor> maps() {
    return List.of(Torch.zeros(2, 4, 8, 12), Torch.zeros(2, 4, 4, 6));
  }

  private static void equal(Tensor actual, Golden golden, String field) {
    assertThat(actual.shape().toArray()).isEqualTo(golden.sizes(field + "_shape"));
    assertThat(actual.toDoubleArray()).containsExactly(golden.numbers(field), within(1e-4));
  }

  private static Tensor input(Golden golden, String field) {
    return golden.tensor(field, field + "_shape");
  }

  @Test
  void anchorsAreThoseOfTorchvision() {
    AnchorGenerator anchors =
        new AnchorGenerator(new long[][] {{16, 32}, {64}}, new double[][] {{0.5, 1, 2}, {0.7}});
    List<Tensor> made = anchors.call(images(), maps());
    assertThat(made).hasSize(2);
    equal(made.get(1), Golden.of(PARTS, "anchors"), "out");
    assertThat(anchors.numAnchorsPerLocation()).containsExactly(6L, 1L);
    assertThatThrownBy(() -> anchors.call(images(), maps().subList(0, 1)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("Anchors should be Tuple[Tuple[int]] because each feature");
  }

  @Test
  void defaultBoxesAreThoseOfTorchvision() {
    long[][] ratios = {{2}, {2, 3}};
    DefaultBoxGenerator boxes = new DefaultBoxGenerator(ratios);
    equal(boxes.call(images(), maps()).get(1), Golden.of(PARTS, "default boxes"), "out");
    assertThat(boxes.numAnchorsPerLocation()).containsExactly(4L, 6L);
    DefaultBoxGenerator stepped =
        new DefaultBoxGenerator(ratios, o -> o.scales(0.1, 0.6, 1.2).steps(8, 16).clip(false));
    equal(
        stepped.call(images(), maps()).get(0), Golden.of(PARTS, "default boxes with steps"), "out");
    assertThatThrownBy(() -> new DefaultBoxGenerator(ratios, o -> o.steps(8)))
        .isInstanceOf(ValueException.class)
        .hasMessage("aspect_ratios and steps should have the same length");
  }

  @Test
  void codersMoveBoxesAsTorchvisionsDo() {
    Golden golden = Golden.of(PARTS, "box coder");
    BoxCoder coder = new BoxCoder(10, 10, 5, 5);
    Tensor boxes = input(golden, "boxes");
    Tensor others = input(golden, "others");
    Tensor codes = coder.encodeSingle(boxes, others);
    equal(codes, golden, "encoded");
    equal(coder.decodeSingle(codes.mul(3), others), golden, "decoded");
    assertThat(Torch.allclose(coder.decode(codes, List.of(others)).squeeze(1), boxes)).isTrue();
    Golden ofEdges = Golden.of(PARTS, "linear coder");
    BoxLinearCoder linear = new BoxLinearCoder();
    Tensor distances = linear.encode(boxes, others);
    equal(distances, ofEdges, "encoded");
    equal(linear.decode(distances, boxes), ofEdges, "decoded");
  }

  @Test
  void matchersGiveBoxesTheObjectsOfTorchvision() {
    Golden golden = Golden.of(PARTS, "matcher");
    Tensor matrix = input(golden, "matrix");
    equal(new Matcher(0.7, 0.3).call(matrix), golden, "strict");
    equal(new Matcher(0.7, 0.3, true).call(matrix), golden, "kind");
    equal(new SSDMatcher(0.5).call(matrix), golden, "ssd");
  }

  @Test
  void theSamplerDrawsWhatTorchvisionsDraws() {
    Golden golden = Golden.of(PARTS, "sampler");
    Torch.manualSeed(3);
    var samples =
        new BalancedPositiveNegativeSampler(6, 0.5)
            .call(List.of(input(golden, "first"), input(golden, "second")));
    equal(Torch.cat(samples.positive()), golden, "positive");
    equal(Torch.cat(samples.negative()), golden, "negative");
  }

  @Test
  void theTransformResizesPicturesAndTargets() {
    Golden golden = Golden.of(PARTS, "transform");
    GeneralizedRCNNTransform transform =
        new GeneralizedRCNNTransform(
            new long[] {40, 48, 56},
            60,
            new double[] {0.5, 0.4, 0.3},
            new double[] {0.2, 0.3, 0.4});
    List<Map<String, Tensor>> targets = DetectionCase.targets("mask", false);
    Torch.manualSeed(4);
    var seen = transform.call(DetectionCase.pictures(), targets);
    equal(DetectionCase.some(seen.images().tensors()), golden, "out");
    long[] sizes = seen.images().imageSizes().stream().flatMapToLong(Size::stream).toArray();
    equal(Torch.fromArray(sizes).reshape(-1, 2), golden, "sizes");
    List<Tensor> boxes = new ArrayList<>();
    List<Tensor> masks = new ArrayList<>();
    for (Map<String, Tensor> target : Objects.requireNonNull(seen.targets())) {
      boxes.add(Targets.boxes(target));
      masks.add(Targets.of(target, "masks").reshape(-1));
    }
    equal(Torch.cat(boxes), golden, "boxes");
    equal(DetectionCase.some(Torch.cat(masks)), golden, "masks");
    assertThat(Targets.boxes(targets.get(0)).toDoubleArray()).startsWith(10, 12, 50, 60);
  }

  @Test
  void masksArePastedIntoPictures() {
    Golden golden = Golden.of(PARTS, "pasted masks");
    Tensor pasted =
        Masks.pasted(input(golden, "masks"), input(golden, "boxes"), Torch.size(32, 40));
    equal(DetectionCase.some(pasted), golden, "out");
    assertThat(Masks.pasted(Torch.zeros(0, 1, 14, 14), Torch.zeros(0, 4), Torch.size(32, 40)))
        .hasToString("tensor([], size=(0, 1, 32, 40))");
  }

  private static void prints(String name, Object value) {
    assertThat(value).hasToString(Golden.of(PRINTED, name).text("printed"));
  }

  private static void isBackbone(String name, Module backbone) {
    Golden golden = Golden.of(PRINTED, name);
    prints(name, backbone);
    List<Tensor> parameters = backbone.parameters();
    assertThat(parameters.stream().filter(Tensor::requiresGrad)).hasSize(golden.integer("trained"));
    assertThat(Golden.first(parameters.get(parameters.size() - 2), 4))
        .isIn(golden.variants("weights"));
  }

  @Test
  void partsPrintAsTorchvisionsDo() {
    prints(
        "transform",
        new GeneralizedRCNNTransform(
            new long[] {640, 800},
            1333,
            new double[] {0.5, 0.4, 0.3},
            new double[] {0.2, 0.3, 0.4}));
    prints("anchors", new AnchorGenerator());
    prints(
        "default boxes", new DefaultBoxGenerator(new long[][] {{2}, {2, 3}}, o -> o.steps(8, 16)));
    Torch.manualSeed(5);
    Module mobile =
        Detection.mobilenetBackbone("mobilenet_v2", null, false, o -> o.trainableLayers(3));
    isBackbone("mobilenet_v2", mobile);
    BackboneWithFPN pyramid =
        Detection.resnetFpnBackbone("resnet18", null, o -> o.returnedLayers(2, 4));
    isBackbone("resnet18", pyramid);
    assertThat(pyramid.call(Torch.zeros(1, 3, 64, 64)).keySet()).containsExactly("0", "1", "pool");
  }

  private static Map<String, Runnable> calls() {
    FasterRCNN network =
        Detection.fasterrcnnMobilenetV3Large320Fpn(o -> o.weightsBackbone(null).numClasses(2));
    RetinaNet retina = Detection.retinanetResnet50Fpn(o -> o.weightsBackbone(null).numClasses(2));
    List<Tensor> picture = List.of(Torch.zeros(3, 40, 40));
    float[][] good = {{1, 2, 30, 30}};
    float[][] five = {{1, 2, 30, 30, 5}};
    float[][] flat = {{1, 2, 30, 30}, {5.5f, 2, 5.5f, 30}};
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("no targets", () -> network.call(picture));
    calls.put("boxes of five", () -> network.call(picture, target(five)));
    calls.put("boxes of five for RetinaNet", () -> retina.call(picture, target(five)));
    calls.put("no width", () -> network.call(picture, target(flat)));
    List<Map<String, Tensor>> real =
        List.of(Map.of("boxes", Torch.tensor(good), "labels", Torch.ones(1)));
    calls.put("labels that are not whole", () -> network.call(picture, real));
    calls.put(
        "four dimensions", () -> network.call(List.of(Torch.zeros(1, 3, 40, 40)), target(good)));
    Tensor bytes = Torch.zeros(new long[] {3, 40, 40}, o -> o.dtype(DType.UINT8));
    calls.put("bytes", () -> network.call(List.of(bytes), target(good)));
    BoxPredictor predictor = network.roiHeads.boxPredictor;
    calls.put(
        "classes twice", () -> new FasterRCNN(network.backbone, 2, o -> o.boxPredictor(predictor)));
    calls.put("no classes", () -> new FasterRCNN(network.backbone, o -> {}));
    calls.put("no channels", () -> new FasterRCNN(new ReLU(), 2));
    AnchorGenerator two = new AnchorGenerator(new long[][] {{8, 9}}, new double[][] {{1}});
    calls.put(
        "two anchors for FCOS", () -> new FCOS(retina.backbone, 2, o -> o.anchorGenerator(two)));
    calls.put("thresholds", () -> new Matcher(0.3, 0.7));
    calls.put("no objects", () -> new Matcher(0.7, 0.3).call(Torch.zeros(0, 4)));
    calls.put("no boxes", () -> new Matcher(0.7, 0.3).call(Torch.zeros(4, 0)));
    calls.put(
        "returned layers",
        () -> Detection.resnetFpnBackbone("resnet18", null, o -> o.returnedLayers(0, 2)));
    calls.put(
        "trained layers",
        () -> Detection.mobilenetBackbone("mobilenet_v2", null, true, o -> o.trainableLayers(9)));
    return calls;
  }

  private static List<Map<String, Tensor>> target(float[][] boxes) {
    return List.of(Map.of("boxes", Torch.tensor(boxes), "labels", Torch.tensor(new long[] {1})));
  }

  @Test
  void whatMakesNoSenseIsRefusedWithPythonsWords() {
    Map<String, Runnable> calls = calls();
    List<Golden> goldens = Golden.read("vision/detection-refused.tsv");
    assertThat(calls.keySet())
        .containsExactlyElementsOf(goldens.stream().map(golden -> golden.text("case")).toList());
    for (Golden golden : goldens) {
      Runnable call = Objects.requireNonNull(calls.get(golden.text("case")));
      assertThatThrownBy(call::run)
          .as(golden.text("case"))
          .isInstanceOf(TorchException.class)
          .message()
          .startsWith(golden.text("error"));
    }
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(() -> Detection.fcosResnet50Fpn(o -> o.weights("DEFAULT").numClasses(5)))
        .isInstanceOf(ValueException.class)
        .hasMessage("The parameter 'num_classes' expected value 91 but got 5 instead.");
    assertThatThrownBy(
            () -> Detection.keypointrcnnResnet50Fpn(o -> o.weights("COCO_V1").numKeypoints(5)))
        .hasMessage("The parameter 'num_keypoints' expected value 17 but got 5 instead.");
    assertThatThrownBy(
            () -> Detection.ssd300Vgg16(o -> o.weightsBackbone(ResNet50Weights.IMAGENET1K_V1)))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("Invalid Weight class provided; expected VGG16_Weights");
    Consumer<FasterRCNN.Options> trained = o -> o.weightsBackbone(ResNet50Weights.DEFAULT);
    assertThatThrownBy(() -> new FasterRCNN(new ReLU(), 2, trained))
        .hasMessageStartingWith("constructors do not take weights");
  }

  @Test
  void aNetworkOfOnesOwnPartsLearnsAndFinds() {
    Torch.manualSeed(1);
    Module features = Models.mobilenetV2(o -> o.widthMult(0.25)).features;
    FasterRCNN model =
        new FasterRCNN(
            features,
            2,
            o ->
                o.outChannels(1280)
                    .minSize(64)
                    .rpnAnchorGenerator(
                        new AnchorGenerator(
                            new long[][] {{16, 32}}, new double[][] {{0.5, 1, 2}})));
    model.roiHeads.boxPredictor = new FastRCNNPredictor(1024, 3);
    Tensor loss =
        model
            .call(
                List.of(DetectionCase.wave(3 * 64 * 64).reshape(3, 64, 64)),
                target(new float[][] {{5, 6, 40, 50}}))
            .losses()
            .values()
            .stream()
            .reduce(Tensor::add)
            .orElseThrow();
    loss.backward();
    assertThat(features.parameters().get(0).grad()).isNotNull();
    assertThat(model.stateDict())
        .containsKeys("backbone.0.0.weight", "roi_heads.box_predictor.cls_score.weight");
    model.eval();
    Prediction found = model.call(List.of(Torch.rand(3, 50, 60))).detections().get(0);
    assertThat(found.boxes().size(0)).isEqualTo(found.scores().size(0));
  }

  @Test
  void layersInTheMiddleOfANetworkAreSeen() {
    Module network = Models.resnet18();
    IntermediateLayerGetter body =
        new IntermediateLayerGetter(network, Map.of("layer1", "feat1", "layer3", "feat2"));
    Map<String, Tensor> outputs = body.call(Torch.zeros(1, 3, 64, 64));
    assertThat(outputs.keySet()).containsExactly("feat1", "feat2");
    assertThat(Targets.of(outputs, "feat2").shape()).isEqualTo(Torch.size(1, 256, 4, 4));
    assertThat(body.keys()).doesNotContain("layer4", "fc");
    assertThatThrownBy(() -> new IntermediateLayerGetter(network, Map.of("layer5", "0")))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("return_layers are not present in model");
  }

  @Test
  void headsReadTheNamesOfTheirFirstVersion() {
    RPNHead head = new RPNHead(4, 3);
    Map<String, Tensor> state = new LinkedHashMap<>(head.stateDict());
    state.put("conv.weight", Objects.requireNonNull(state.remove("conv.0.0.weight")));
    state.put("conv.bias", Objects.requireNonNull(state.remove("conv.0.0.bias")));
    new RPNHead(4, 3).loadStateDict(state);
    RetinaNetHead retina = new RetinaNetHead(4, 3, 2);
    Map<String, Tensor> old = new LinkedHashMap<>();
    retina
        .stateDict()
        .forEach(
            (key, value) -> {
              String name = key;
              for (int i = 3; i >= 0; i--) {
                name = name.replace("conv." + i + ".0.", "conv." + 2 * i + ".");
              }
              old.put(name, value);
            });
    new RetinaNetHead(4, 3, 2).loadStateDict(old);
    MaskRCNNHeads masks = new MaskRCNNHeads(4, new long[] {4, 4}, 1);
    Map<String, Tensor> numbered = new LinkedHashMap<>();
    masks
        .stateDict()
        .forEach(
            (key, value) ->
                numbered.put("mask_fcn" + (key.charAt(0) - '0' + 1) + key.substring(3), value));
    new MaskRCNNHeads(4, new long[] {4, 4}, 1).loadStateDict(numbered);
  }

  @Test
  void secondVersionsHaveNormalisationThatLearns() {
    Torch.setDefaultDevice("meta");
    try {
      FasterRCNN model = Detection.fasterrcnnResnet50FpnV2();
      assertThat(model.modules()).anyMatch(module -> module instanceof BatchNorm2d);
      assertThat(model.parameters()).allMatch(Tensor::requiresGrad);
    } finally {
      Torch.setDefaultDevice();
    }
  }
}
