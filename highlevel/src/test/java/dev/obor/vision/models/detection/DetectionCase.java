package dev.obor.vision.models.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.vision.models.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A network of {@code vision_detection_goldens.py}, with the same pictures and targets. */
final class DetectionCase {
  private static final long[][] SIZES = {{64, 80}, {72, 56}};

  private DetectionCase() {}

  static Tensor wave(long count) {
    return Torch.linspace(0, 60, count).square().sin().add(1).div(2);
  }

  static List<Tensor> pictures() {
    return Arrays.stream(SIZES)
        .map(size -> wave(3 * size[0] * size[1]).reshape(3, size[0], size[1]))
        .toList();
  }

  static List<Map<String, Tensor>> targets(String name, boolean isSecondEmpty) {
    float[][] boxes = {
      {10, 12, 50, 60, 30, 5, 70, 40}, isSecondEmpty ? new float[0] : new float[] {5, 20, 45, 52}
    };
    long[][] labels = {
      {1, name.contains("keypoint") ? 1 : 3}, isSecondEmpty ? new long[0] : new long[] {1}
    };
    List<Map<String, Tensor>> targets = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      Map<String, Tensor> target = new LinkedHashMap<>();
      Tensor box = Torch.fromArray(boxes[i], labels[i].length, 4);
      target.put("boxes", box);
      target.put("labels", Torch.fromArray(labels[i]));
      if (name.contains("mask")) {
        target.put("masks", masks(box, SIZES[i]));
      }
      if (name.contains("keypoint")) {
        target.put("keypoints", keypoints(box));
      }
      targets.add(target);
    }
    return targets;
  }

  private static Tensor masks(Tensor boxes, long[] size) {
    Tensor rows = Torch.arange(size[0]).unsqueeze(1);
    Tensor columns = Torch.arange(size[1]).unsqueeze(0);
    List<Tensor> masks = new ArrayList<>();
    for (Tensor box : boxes.unbind(0)) {
      Tensor end = columns.div(8).neg().add(box.select(0, 3));
      masks.add(
          columns
              .ge(box.select(0, 0))
              .logicalAnd(columns.lt(box.select(0, 2)))
              .logicalAnd(rows.ge(box.select(0, 1)))
              .logicalAnd(rows.lt(end))
              .to(DType.UINT8));
    }
    return Torch.stack(masks);
  }

  private static Tensor keypoints(Tensor boxes) {
    Tensor part = Torch.arange(17).div(16);
    Tensor left = boxes.narrow(1, 0, 1);
    Tensor top = boxes.narrow(1, 1, 1);
    Tensor x = left.add(part.mul(boxes.narrow(1, 2, 1).sub(left)));
    Tensor y = top.add(part.square().mul(boxes.narrow(1, 3, 1).sub(top)));
    Tensor seen = Torch.arange(17).remainder(3).gt(0).toFloat().expandAs(x);
    return Torch.stack(List.of(x, y, seen), 2);
  }

  static DetectionModel make(String name) {
    return (DetectionModel)
        Models.getModel(
            name,
            o -> {
              o.numClasses(name.contains("keypoint") ? 2 : 4);
              set((DetectionOptions<?>) o);
            });
  }

  private static void set(DetectionOptions<?> o) {
    o.weightsBackbone(null);
    if (!(o instanceof SSD.Options)) {
      o.minSize(96).maxSize(128);
    }
    if (o instanceof RCNNOptions<?> regions) {
      regions.rpnPreNmsTopNTrain(40).rpnPostNmsTopNTrain(20);
      regions.rpnPreNmsTopNTest(30).rpnPostNmsTopNTest(10);
      regions.boxDetectionsPerImg(4).rpnBatchSizePerImage(16).boxBatchSizePerImage(12);
    } else if (o instanceof AnchorOptions<?> anchors) {
      anchors.topkCandidates(20).detectionsPerImg(5);
      anchors.scoreThresh(o instanceof FCOS.Options ? 0.06 : 0.01);
    } else if (o instanceof SSD.Options ssd) {
      ssd.topkCandidates(20).detectionsPerImg(5);
    }
  }

  static String digest(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return String.valueOf(crc.getValue());
  }

  /** Makes a network, and compares its weights, what it finds, and what it loses. */
  static void check(Golden golden) {
    String name = golden.text("case");
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(7);
      DetectionModel model = make(name);
      String weights =
          model.namedParameters().entrySet().stream()
              .map(entry -> entry.getKey() + " " + Golden.first(entry.getValue(), 4) + "\n")
              .collect(Collectors.joining());
      assertThat(digest(weights)).isIn(golden.variants("weights"));
      String variance = golden.text("variance");
      if (!variance.equals("None")) {
        model
            .stateDict()
            .forEach(
                (key, value) -> {
                  if (key.endsWith("running_var")) {
                    value.fill_(Double.parseDouble(variance));
                  }
                });
      }
      if (name.contains("ssd300") && model instanceof SSD ssd) {
        for (Tensor parameter : ssd.head.classificationHead.parameters()) {
          parameter.data().mul_(0.1);
        }
      }
      checkFound(model, golden);
      checkLost(model, golden);
    }
  }

  private static void checkFound(DetectionModel model, Golden golden) {
    model.eval();
    List<Prediction> found;
    try (var noGrad = Torch.noGrad()) {
      DetectionOutput output = model.call(pictures());
      assertThat(output.losses()).isEmpty();
      found = output.detections();
    }
    compare(golden, "boxes", found, Prediction::boxes);
    compare(golden, "labels", found, Prediction::labels);
    compare(golden, "scores", found, Prediction::scores);
    compare(golden, "masks", found, Prediction::masks);
    compare(golden, "keypoints", found, Prediction::keypoints);
    compare(golden, "keypoints_scores", found, Prediction::keypointsScores);
  }

  private static void compare(
      Golden golden,
      String key,
      List<Prediction> found,
      Function<Prediction, @Nullable Tensor> part) {
    if (golden.optional(key) == null) {
      assertThat(found).allMatch(p -> part.apply(p) == null);
      return;
    }
    List<Tensor> parts =
        found.stream().map(p -> Objects.requireNonNull(part.apply(p), key)).toList();
    assertThat(
            parts.stream()
                .map(
                    t ->
                        Arrays.stream(t.shape().toArray())
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";")))
        .isEqualTo(golden.text(key + "_shapes"));
    Tensor all = Torch.cat(parts.stream().map(DetectionCase::some).toList());
    if (key.equals("keypoints")) {
      mostlyClose(all, golden.numbers(key));
    } else {
      close(all, golden.numbers(key), key.startsWith("keypoints") ? 0.05 : 2e-3, key);
    }
  }

  static Tensor some(Tensor tensor) {
    Tensor flat = tensor.reshape(-1);
    return Aten.slice_Tensor(flat, 0, 0L, null, Math.max(1, flat.numel() / 64));
  }

  private static void checkLost(DetectionModel model, Golden golden) {
    Torch.manualSeed(8);
    model.train();
    DetectionOutput output =
        model.call(pictures(), targets(golden.text("case"), golden.flag("empty")));
    assertThat(output.detections()).isEmpty();
    assertThat(output.losses().keySet()).containsExactlyElementsOf(golden.names("losses"));
    List<Tensor> losses = List.copyOf(output.losses().values());
    close(Torch.stack(losses), golden.numbers("lost"), 0.05, "losses");
    assertThat(Torch.rand(1).toDoubleArray()).isEqualTo(golden.numbers("drawn"));
    if (golden.optional("norm") != null) {
      Torch.stack(losses).sum().backward();
      List<Tensor> norms = new ArrayList<>();
      for (Tensor parameter : model.parameters()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          norms.add(gradient.norm());
        }
      }
      assertThat(norms).hasSize(golden.integer("gradients"));
      close(Torch.stack(norms).norm().unsqueeze(0), golden.numbers("norm"), 0.15, "gradients");
      model.zeroGrad();
    }
  }

  /** Where two places of a map are as high, the last bits decide which of them is the keypoint. */
  private static void mostlyClose(Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    assertThat(values).hasSameSizeAs(expected);
    int far = 0;
    for (int i = 0; i < expected.length; i++) {
      far += Math.abs(values[i] - expected[i]) > 0.1 ? 1 : 0;
    }
    assertThat(far).isLessThanOrEqualTo(expected.length / 20);
  }

  /**
   * Compares numbers. Losses differ more than what is found, as in training small maps of two
   * pictures are normalised by their own means.
   */
  private static void close(Tensor actual, double[] expected, double tolerance, String what) {
    double[] values = actual.toDoubleArray();
    assertThat(values).as(what).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).as(what).isCloseTo(expected[i], within(tolerance * largest + 1e-7));
    }
  }
}
