package dev.obor.vision.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Module;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators for pictures against torchvision's, as {@code vision_op_goldens.py} found them. */
@InScope
class OpsTest {
  private static final Map<String, Golden> GOLDENS = new LinkedHashMap<>();

  static {
    for (Golden golden : Golden.read("vision/ops.tsv.gz")) {
      GOLDENS.put(golden.text("case"), golden);
    }
  }

  // ---- inputs, as the script makes them

  static Tensor wave(double scale, double step, long... size) {
    Tensor line = Torch.arange(Torch.size(size).numel(), o -> o.dtype(DType.FLOAT64));
    return line.mul(step).sin().mul(scale).reshape(size).toFloat();
  }

  static Tensor wave(long... size) {
    return wave(1, 0.7, size);
  }

  private static Tensor boxes(long count, double extent, double smallest, double step) {
    Tensor values = wave(1, step, count, 4).abs();
    Tensor first = values.narrow(1, 0, 2).mul(extent * 0.6);
    Tensor size = values.narrow(1, 2, 2).mul(extent * 0.5);
    return Torch.cat(List.of(first, first.add(smallest).add(size)), 1);
  }

  private static Tensor regions(long count, double extent) {
    Tensor numbers = Torch.arange(count).remainder(2).reshape(-1, 1).toFloat();
    return Torch.cat(List.of(numbers, boxes(count, extent, 0.5, 1.3)), 1);
  }

  // ---- comparison

  private static Golden golden(String name) {
    return Objects.requireNonNull(GOLDENS.get(name), name);
  }

  private static void check(String name, Tensor result, Tensor... leaves) {
    Golden golden = golden(name);
    assertThat(result.shape().toArray()).as(name).containsExactly(golden.sizes("shape"));
    near(name, result, golden.numbers("values"));
    if (leaves.length > 0) {
      Tensor weights = wave(1, 0.9, result.shape().toArray());
      result.mul(weights).sum().backward();
      for (int i = 0; i < leaves.length; i++) {
        Tensor gradient = Objects.requireNonNull(leaves[i].grad());
        near(name + " gradient" + i, gradient, golden.numbers("gradient" + i));
      }
    }
  }

  private static void near(String name, Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    assertThat(values).as(name).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(values[i]).as(name + " " + i).isNaN();
      } else {
        assertThat(values[i])
            .as(name + " " + i)
            .isCloseTo(expected[i], within(2e-5 * Math.max(1, largest)));
      }
    }
  }

  // ---- boxes

  @Test
  void measuresAndChangesBoxes() {
    Tensor one = boxes(5, 20, 0.5, 1.3);
    check("box_area", Ops.boxArea(one));
    check("box_area cxcywh int", Ops.boxArea(one.mul(7).to(DType.INT16), "cxcywh"));
    check("remove_small_boxes", Ops.removeSmallBoxes(one, 5));
    Tensor wide = Torch.tensor(new float[][] {{-3, 2, 9, 30}, {1, -4, 40, 6}});
    check("clip_boxes_to_image", Ops.clipBoxesToImage(wide, 20, 25));
    Tensor masks = Torch.zeros(3, 6, 7);
    masks.get(0).narrow(0, 1, 2).narrow(1, 2, 4).fill_(1);
    masks.get(1).narrow(0, 5, 1).narrow(1, 0, 1).fill_(2);
    masks.get(2).narrow(1, 3, 1).fill_(-1);
    check("masks_to_boxes", Ops.masksToBoxes(masks));
    assertThat(Ops.masksToBoxes(Torch.zeros(0, 6, 7)).shape()).isEqualTo(Torch.size(0, 4));
  }

  @Test
  void convertsBoxes() {
    Tensor one = boxes(5, 20, 0.5, 1.3);
    for (String source : List.of("xyxy", "xywh", "cxcywh")) {
      for (String target : List.of("xyxy", "xywh", "cxcywh")) {
        check("box_convert " + source + " " + target, Ops.boxConvert(one, source, target));
      }
    }
    Tensor turned = Torch.cat(List.of(one, wave(90, 0.7, 5, 1)), 1);
    Tensor corners = Ops.boxConvert(turned, "xywhr", "xyxyxyxy");
    for (String source : List.of("xywhr", "cxcywhr", "xyxyxyxy")) {
      for (String target : List.of("xywhr", "cxcywhr", "xyxyxyxy")) {
        Tensor value = source.equals("xyxyxyxy") ? corners : turned;
        check("box_convert " + source + " " + target, Ops.boxConvert(value, source, target));
      }
    }
    Tensor whole = turned.mul(3).round().toInt();
    check("box_convert int", Ops.boxConvert(whole, "cxcywhr", "xyxyxyxy"));
    assertThatThrownBy(() -> Ops.boxConvert(one, "xyxy", "xyz"))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("Unsupported Bounding Box Conversions for given in_fmt xyxy");
    assertThatThrownBy(() -> Ops.boxArea(one, "xywhr"))
        .hasMessageStartingWith("Unsupported Bounding Box area for given format xywhr");
  }

  @Test
  void tellsHowMuchBoxesOverlap() {
    for (String format : List.of("xyxy", "xywh", "cxcywh")) {
      Tensor iou = Ops.boxIou(boxes(5, 20, 0.5, 1.3), boxes(4, 20, 0.5, 2.1), format);
      check("box_iou " + format, iou);
    }
    for (String name : List.of("generalized_box_iou", "distance_box_iou", "complete_box_iou")) {
      Tensor first = boxes(5, 20, 0.5, 1.3).requiresGrad_();
      Tensor second = boxes(4, 20, 0.5, 2.1).requiresGrad_();
      Tensor result =
          switch (name.charAt(0)) {
            case 'g' -> Ops.generalizedBoxIou(first, second);
            case 'd' -> Ops.distanceBoxIou(first, second);
            default -> Ops.completeBoxIou(first, second);
          };
      check(name, result, first, second);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mean", "sum"})
  void lossesOfBoxes(String reduction) {
    for (String name : List.of("generalized", "distance", "complete")) {
      Tensor first = boxes(5, 20, 0.5, 1.3).narrow(0, 0, 4).clone().requiresGrad_();
      Tensor second = boxes(4, 20, 0.5, 2.1).requiresGrad_();
      Tensor result =
          switch (name.charAt(0)) {
            case 'g' ->
                Ops.generalizedBoxIouLoss(first, second, o -> o.reduction(reduction).eps(1e-3));
            case 'd' ->
                Ops.distanceBoxIouLoss(first, second, o -> o.reduction(reduction).eps(1e-3));
            default -> Ops.completeBoxIouLoss(first, second, o -> o.reduction(reduction).eps(1e-3));
          };
      check(name + "_box_iou_loss " + reduction, result, first, second);
    }
    for (double alpha : new double[] {0.25, -1}) {
      Tensor scores = wave(4, 0.7, 3, 5).requiresGrad_();
      Tensor targets = wave(1, 2.3, 3, 5).gt(0).toFloat();
      Tensor loss =
          Ops.sigmoidFocalLoss(
              scores, targets, o -> o.alpha(alpha).gamma(1.5).reduction(reduction));
      check("sigmoid_focal_loss " + alpha + " " + reduction, loss, scores);
    }
  }

  @Test
  void keepsTheBestBoxes() {
    Tensor many = boxes(60, 30, 4, 1.7);
    Tensor scores = wave(1, 0.3, 60).mul(4).round().div(4);
    Tensor classes = Torch.arange(60).remainder(3);
    for (double threshold : new double[] {0.1, 0.5, 0.9}) {
      check("nms " + threshold, Ops.nms(many, scores, threshold));
      check("nms double " + threshold, Ops.nms(many.toDouble(), scores.toDouble(), threshold));
      check("batched_nms " + threshold, Ops.batchedNms(many, scores, classes, threshold));
    }
    Tensor crowd = boxes(1100, 300, 10, 1.7);
    check(
        "batched_nms crowd",
        Ops.batchedNms(crowd, wave(1, 0.37, 1100), Torch.arange(1100).remainder(5), 0.4));
    assertThat(Ops.batchedNms(Torch.zeros(0, 4), Torch.zeros(0), Torch.zeros(0), 0.5).dtype())
        .isEqualTo(DType.INT64);
  }

  @Test
  void shapesOfBoxesAndScoresMustFit() {
    Tensor many = boxes(60, 30, 4, 1.7);
    Tensor scores = wave(60);
    refused("boxes 1d", many.get(0), scores);
    refused("boxes 5", Torch.zeros(2, 5), Torch.zeros(2));
    refused("scores 2d", many, scores.unsqueeze(0));
    refused("lengths", many, scores.narrow(0, 0, 3));
  }

  private static void refused(String name, Tensor boxes, Tensor scores) {
    assertThatThrownBy(() -> Ops.nms(boxes, scores, 0.5))
        .isInstanceOf(TorchException.class)
        .hasMessage(golden("nms " + name).text("error"));
  }

  // ---- regions

  private static Tensor around() {
    Tensor around = regions(6, 40);
    around.get(0).narrow(0, 1, 4).copy_(Torch.tensor(new float[] {-9, -5, 3, 60}));
    around.get(1).narrow(0, 1, 4).copy_(Torch.tensor(new float[] {50, 50, 70, 80}));
    around.get(2).narrow(0, 1, 4).copy_(Torch.tensor(new float[] {8, 8, 8, 8}));
    return around;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesRegionsOutOfFeatures(boolean isDouble) {
    DType dtype = isDouble ? DType.FLOAT64 : DType.FLOAT32;
    String suffix = isDouble ? " double " : " ";
    Tensor around = around().to(dtype);
    var size = Torch.size(3, 2);
    for (double scale : new double[] {1, 0.25}) {
      for (long ratio : new long[] {-1, 2}) {
        for (boolean aligned : new boolean[] {false, true}) {
          Tensor features = wave(2, 3, 12, 10).to(dtype).requiresGrad_();
          Tensor result =
              Ops.roiAlign(
                  features,
                  around,
                  size,
                  o -> o.spatialScale(scale).samplingRatio(ratio).aligned(aligned));
          String flag = aligned ? "True" : "False";
          check("roi_align" + suffix + scale + " " + ratio + " " + flag, result, features);
        }
        Tensor features = wave(2, 12, 12, 10).to(dtype).requiresGrad_();
        Tensor result =
            Ops.psRoiAlign(
                features,
                around.narrow(0, 3, 3),
                size,
                o -> o.spatialScale(scale).samplingRatio(ratio));
        check("ps_roi_align" + suffix + scale + " " + ratio, result, features);
      }
      Tensor features = wave(2, 3, 12, 10).to(dtype).requiresGrad_();
      check("roi_pool" + suffix + scale, Ops.roiPool(features, around, size, scale), features);
      Tensor own = wave(2, 12, 12, 10).to(dtype);
      check("ps_roi_pool" + suffix + scale, Ops.psRoiPool(own, around, size, scale));
    }
    Tensor own = wave(2, 12, 12, 10).to(dtype).requiresGrad_();
    Tensor within = regions(4, 7).to(dtype);
    check("ps_roi_pool" + suffix + "within", Ops.psRoiPool(own, within, size, 1), own);
  }

  @Test
  void boxesMayBeAListForEachPicture() {
    Tensor around = around();
    List<Tensor> lists =
        List.of(around.narrow(0, 3, 1).narrow(1, 1, 4), around.narrow(0, 4, 2).narrow(1, 1, 4));
    check("roi_align list", Ops.roiAlign(wave(2, 3, 12, 10), lists, Torch.size(2, 2)));
    assertThatThrownBy(() -> Ops.roiAlign(wave(2, 3, 12, 10), Torch.zeros(3, 4), Torch.size(2, 2)))
        .hasMessageStartingWith("The boxes tensor shape is not correct as Tensor[K, 5]");
    Tensor beyond = Torch.tensor(new float[][] {{2, 0, 0, 4, 4}});
    assertThatThrownBy(() -> Ops.roiAlign(wave(2, 3, 12, 10), beyond, Torch.size(2, 2)))
        .hasMessageContaining("box 0 is of picture 2, but there are 2");
    assertThatThrownBy(() -> Ops.roiPool(wave(2, 3, 12, 10), beyond, Torch.size(2, 2)))
        .hasMessageContaining("box 0 is of picture 2, but there are 2");
  }

  @Test
  void regionsComeFromFeaturesThatFitTheirSize() {
    Map<String, Tensor> pyramid = new LinkedHashMap<>();
    pyramid.put("a", wave(2, 2, 32, 32));
    pyramid.put("b", wave(1, 0.3, 2, 2, 16, 16));
    pyramid.put("c", wave(1, 0.2, 2, 2, 8, 8));
    List<Tensor> several = List.of(boxes(3, 200, 0.5, 1.3), boxes(2, 90, 0.5, 1.3));
    Map<String, List<String>> poolers = Map.of("all", List.of("a", "b", "c"), "one", List.of("b"));
    poolers.forEach(
        (name, names) -> {
          MultiScaleRoIAlign pooler =
              new MultiScaleRoIAlign(names, Torch.size(3, 3), 2, o -> o.canonicalScale(60));
          Tensor result =
              pooler.call(pyramid, several, List.of(Torch.size(250, 200), Torch.size(128, 256)));
          check("MultiScaleRoIAlign " + name, result);
          assertThat(pooler.toString())
              .isEqualTo(golden("MultiScaleRoIAlign " + name).text("repr"));
        });
  }

  // ---- convolutions

  @Test
  void convolvesWithOffsets() {
    deformed("plain", 1, 1, new long[] {1, 1}, new long[] {0, 0}, new long[] {1, 1}, false);
    deformed("masked", 1, 2, new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1}, true);
    deformed("grouped", 2, 1, new long[] {2, 1}, new long[] {1, 2}, new long[] {1, 2}, true);
    assertThatThrownBy(() -> Ops.deformConv2d(wave(1, 4, 7, 6), wave(1, 6, 5, 5), wave(6, 4, 3, 2)))
        .hasMessageStartingWith("the shape of the offset tensor at dimension 1 is not valid.");
  }

  private static void deformed(
      String name,
      long groups,
      long offsetGroups,
      long[] stride,
      long[] padding,
      long[] dilation,
      boolean hasMask) {
    Tensor input = wave(2, 4, 7, 6).requiresGrad_();
    Tensor weight = wave(1, 0.4, 6, 4 / groups, 3, 2).requiresGrad_();
    Tensor bias = wave(1, 0.2, 6).requiresGrad_();
    long height = (7 + 2 * padding[0] - dilation[0] * 2 - 1) / stride[0] + 1;
    long width = (6 + 2 * padding[1] - dilation[1] - 1) / stride[1] + 1;
    Tensor offset = wave(2.5, 1.1, 2, offsetGroups * 12, height, width);
    offset.get(0).narrow(0, 0, 4).zero_();
    offset.requiresGrad_();
    List<Tensor> leaves = new ArrayList<>(List.of(input, offset, weight, bias));
    if (hasMask) {
      leaves.add(wave(1, 0.6, 2, offsetGroups * 6, height, width).requiresGrad_());
    }
    Tensor result =
        Ops.deformConv2d(
            input,
            offset,
            weight,
            o ->
                o.bias(bias)
                    .mask(hasMask ? leaves.get(4) : null)
                    .stride(stride)
                    .padding(padding)
                    .dilation(dilation));
    check("deform_conv2d " + name, result, leaves.toArray(new Tensor[0]));
  }

  // ---- layers

  @Test
  void layersComputeAndPrintAsPythons() {
    Torch.manualSeed(5);
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("SqueezeExcitation", new SqueezeExcitation(6, 2));
    layers.put("MLP", new MLP(5, new long[] {7, 3}, o -> o.normLayer(LayerNorm::new).dropout(0.3)));
    layers.put("Permute", new Permute(1, 2, 0));
    layers.put("FrozenBatchNorm2d", new FrozenBatchNorm2d(3, 1e-3));
    layers.put("StochasticDepth row", new StochasticDepth(0.4, "row"));
    layers.put("StochasticDepth batch", new StochasticDepth(0.4, "batch"));
    layers.put("DropBlock2d", new DropBlock2d(0.2, 3));
    layers.put("DropBlock3d", new DropBlock3d(0.2, 3, true));
    layers.put(
        "Conv2dNormActivation", new Conv2dNormActivation(3, 4, o -> o.stride(2).dilation(2)));
    layers.put("Conv3dNormActivation", new Conv3dNormActivation(2, 3));
    long[][] sizes = {
      {2, 6, 4, 5},
      {4, 5},
      {2, 3, 4},
      {2, 3, 4, 5},
      {6, 3},
      {6, 3},
      {2, 3, 9, 8},
      {2, 2, 5, 6, 7},
      {2, 3, 9, 9},
      {2, 2, 4, 5, 6}
    };
    int next = 0;
    for (Map.Entry<String, Module> entry : layers.entrySet()) {
      Module layer = entry.getValue();
      long[] size = sizes[next++];
      Torch.manualSeed(11);
      check(entry.getKey(), layer.call(wave(size)));
      assertThat(layer.toString()).isEqualTo(golden(entry.getKey()).text("repr"));
      near(
          entry.getKey() + " evaluated",
          layer.eval().call(wave(size)),
          golden(entry.getKey()).numbers("evaluated"));
    }
  }

  @Test
  void layersOfRegionsComputeAndPrintAsPythons() {
    Torch.manualSeed(6);
    DeformConv2d deformed = new DeformConv2d(4, 2, 3, o -> o.stride(2).padding(1).groups(2));
    check("DeformConv2d", deformed.call(wave(1, 4, 6, 6), wave(1, 18, 3, 3), wave(1, 9, 3, 3)));
    assertThat(deformed.toString()).isEqualTo(golden("DeformConv2d").text("repr"));
    var size = Torch.size(3, 2);
    List<Module> layers =
        List.of(
            new RoIAlign(size, 0.25, 2, true),
            new RoIPool(size, 0.25),
            new PSRoIAlign(size, 0.25, 2),
            new PSRoIPool(size, 0.25));
    for (Module layer : layers) {
      String name = layer.getClass().getSimpleName();
      check(name, layer.call(wave(2, name.startsWith("PS") ? 12 : 3, 12, 10), regions(4, 40)));
      assertThat(layer.toString()).isEqualTo(golden(name).text("repr"));
    }
  }

  @Test
  void bringsWhatSmallFeaturesTellToLargeOnes() {
    for (String name : List.of("none", "pool", "p6p7")) {
      Torch.manualSeed(9);
      ExtraFPNBlock extra = name.equals("pool") ? new LastLevelMaxPool() : null;
      if (name.equals("p6p7")) {
        extra = new LastLevelP6P7(5, 2);
      }
      ExtraFPNBlock chosen = extra;
      Torch.manualSeed(9);
      FeaturePyramidNetwork network =
          new FeaturePyramidNetwork(new long[] {3, 4, 5}, 2, o -> o.extraBlocks(chosen));
      Map<String, Tensor> features = new LinkedHashMap<>();
      features.put("a", wave(1, 3, 12, 12));
      features.put("b", wave(1, 4, 6, 6));
      features.put("c", wave(1, 5, 3, 3));
      Map<String, Tensor> pyramid = network.call(features);
      List<Tensor> flat = new ArrayList<>();
      pyramid.forEach(
          (key, value) -> {
            if (name.equals("pool") || flat.size() < 3) {
              flat.add(value.reshape(-1));
            }
          });
      String full = "FeaturePyramidNetwork " + name;
      check(full, Torch.cat(flat));
      assertThat(String.join(",", pyramid.keySet())).isEqualTo(golden(full).text("keys"));
      assertThat(network.toString()).isEqualTo(golden(full).text("repr"));
    }
  }

  @Test
  void aPyramidReadsWhatItsFirstVersionSaved() {
    FeaturePyramidNetwork network = new FeaturePyramidNetwork(new long[] {3}, 2);
    Map<String, Tensor> old = new LinkedHashMap<>();
    network.stateDict().forEach((key, value) -> old.put(key.replace(".0.0.", ".0."), value.add(1)));
    network.loadStateDict(old);
    Tensor bias = Objects.requireNonNull(network.stateDict().get("inner_blocks.0.0.bias"));
    assertThat(bias.toDoubleArray()).containsOnly(1.0);
  }

  @Test
  void aFrozenNormalisationReadsWhatALivingOneSaved() {
    BatchNorm2d living = new BatchNorm2d(3);
    living.call(wave(2, 3, 4, 5));
    FrozenBatchNorm2d frozen = new FrozenBatchNorm2d(3);
    frozen.loadStateDict(living.stateDict());
    Tensor x = wave(2, 3, 4, 5);
    assertThat(Torch.allclose(frozen.call(x), living.eval().call(x), o -> o.atol(1e-5))).isTrue();
    assertThat(frozen.parameters()).isEmpty();
  }

  @Test
  void probabilitiesAndModesAreChecked() {
    assertThatThrownBy(() -> Ops.stochasticDepth(wave(3), 1.5, "row"))
        .hasMessage("drop probability has to be between 0 and 1, but got 1.5");
    assertThatThrownBy(() -> Ops.stochasticDepth(wave(3), 0.5, "column"))
        .hasMessage("mode has to be either 'batch' or 'row', but got column");
    assertThatThrownBy(() -> Ops.dropBlock2d(wave(3, 3), 0.5, 3))
        .hasMessage("input should be 4 dimensional. Got 2 dimensions.");
    assertThatThrownBy(() -> Ops.dropBlock2d(wave(1, 1, 9, 9), 0.5, 4))
        .hasMessage("block size should be odd. Got 4 which is even.");
    assertThatThrownBy(() -> Ops.sigmoidFocalLoss(wave(3), wave(3), o -> o.alpha(2)))
        .hasMessageStartingWith("Invalid alpha value: 2");
  }
}
