package dev.obor.vision.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.testing.InScope;
import dev.obor.vision.models.detection.DetectionOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models against torchvision's, as {@code vision_model_goldens.py} found them. */
@InScope
class ModelsTest {
  private static final String STRUCTURES = "vision/model-structures.tsv";
  private static final String VALUES = "vision/models.tsv";

  static List<String> names() {
    return Golden.read(STRUCTURES).stream().map(golden -> golden.text("case")).toList();
  }

  static List<String> namesWithValues() {
    return Golden.read(VALUES).stream().map(golden -> golden.text("case")).toList();
  }

  private static String digest(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return String.valueOf(crc.getValue());
  }

  private static Module make(String name) {
    return Models.getModel(
        name,
        o -> {
          if (!name.startsWith("raft")) {
            o.numClasses(3);
          }
          if (o instanceof DetectionOptions<?> detection) {
            detection.weightsBackbone(null);
          }
          if (o instanceof SegmentationOptions segmentation) {
            segmentation.weightsBackbone(null);
            if (!name.startsWith("lraspp")) {
              segmentation.auxLoss(true);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("names")
  void isBuiltAsTorchvisions(String name) {
    Golden golden = Golden.of(STRUCTURES, name);
    Torch.setDefaultDevice("meta");
    try (Scope scope = Torch.scope()) {
      Module model = make(name);
      StringBuilder shapes = new StringBuilder();
      model
          .stateDict()
          .forEach(
              (key, value) ->
                  shapes
                      .append(key)
                      .append(' ')
                      .append(Arrays.toString(value.shape().toArray()))
                      .append('\n'));
      assertThat(model.stateDict().values()).allMatch(t -> t.device().type().equals("meta"));
      assertThat(model.parameters().stream().mapToLong(Tensor::numel).sum())
          .isEqualTo(Long.parseLong(golden.text("parameters")));
      assertThat(digest(shapes.toString())).as(shapes.toString()).isEqualTo(golden.text("shapes"));
      assertThat(digest(model.toString())).as(model.toString()).isEqualTo(golden.text("repr"));
    } finally {
      Torch.setDefaultDevice();
    }
  }

  @ParameterizedTest
  @MethodSource("namesWithValues")
  void computesWhatTorchvisionsDoes(String name) {
    Golden golden = Golden.of(VALUES, name);
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Torch.manualSeed(7);
      Module model = make(name);
      StringBuilder weights = new StringBuilder();
      model
          .namedParameters()
          .forEach(
              (key, value) ->
                  weights.append(key).append(' ').append(Golden.first(value, 4)).append('\n'));
      assertThat(digest(weights.toString())).isIn(golden.variants("weights"));
      int size = golden.integer("size");
      Tensor pictures =
          Torch.linspace(-40, 40, 2L * 3 * size * size).reshape(2, 3, size, size).sin();
      equal(scores(model.eval(), pictures), golden.numbers("evaluated"));
      Torch.manualSeed(8);
      equal(scores(model.train(), pictures), golden.numbers("trained"));
    }
  }

  /** The scores, and those of heads in the middle. */
  private static Tensor scores(Module model, Tensor pictures) {
    List<@Nullable Tensor> parts = new ArrayList<>();
    if (model instanceof SegmentationModel segmentation) {
      SegmentationOutput output = segmentation.call(pictures);
      parts.addAll(Arrays.asList(output.out(), output.aux()));
    } else if (model instanceof LRASPP lraspp) {
      parts.add(lraspp.call(pictures).out());
    } else if (model instanceof GoogLeNet googlenet && model.isTraining()) {
      GoogLeNetOutputs output = googlenet.outputs(pictures);
      parts.addAll(Arrays.asList(output.logits(), output.auxLogits2(), output.auxLogits1()));
    } else if (model instanceof Inception3 inception && model.isTraining()) {
      InceptionOutputs output = inception.outputs(pictures);
      parts.addAll(Arrays.asList(output.logits(), output.auxLogits()));
    } else {
      return model.call(pictures);
    }
    List<Tensor> some = new ArrayList<>();
    for (Tensor part : parts) {
      if (part != null) {
        Tensor flat = part.reshape(-1);
        some.add(Aten.slice_Tensor(flat, 0, 0L, null, Math.max(1, flat.numel() / 64)));
      }
    }
    return Torch.cat(some);
  }

  private static void equal(Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    assertThat(values).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(2e-3 * largest));
    }
  }

  @Test
  void listsAllNamesInOrder() {
    assertThat(Models.listModels()).isSorted().containsExactlyElementsOf(names());
    assertThat(Models.listModels("resne?t*"))
        .containsExactly("resnext101_32x8d", "resnext101_64x4d", "resnext50_32x4d");
    assertThat(Models.listModels(List.of("vit_*", "swin*"), List.of("*_[bl]*", "*v2*", "*3d*")))
        .containsExactly("swin_s", "swin_t", "vit_h_14");
    assertThat(
            Models.listModels(
                o -> o.module("torchvision.models.detection").include("*rcnn*").exclude("*v?")))
        .containsExactly(
            "fasterrcnn_mobilenet_v3_large_320_fpn",
            "fasterrcnn_mobilenet_v3_large_fpn",
            "fasterrcnn_resnet50_fpn",
            "keypointrcnn_resnet50_fpn",
            "maskrcnn_resnet50_fpn");
    assertThat(Models.listModels(o -> o.module("torchvision.models.segmentation"))).hasSize(6);
    assertThat(Models.listModels(o -> o.module("torchvision.models")))
        .hasSize(80)
        .contains("vgg16")
        .doesNotContain("fcn_resnet50", "ssd300_vgg16", "r3d_18");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Models.getModel("resnet19"))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("Unknown model resnet19");
  }

  @Test
  void theClassifierOfAFrozenModelCanBeReplacedAndTrained() {
    DenseNet model = Models.densenet121();
    model.requiresGrad_(false);
    model.classifier = new Linear(1024, 2);
    model.call(Torch.randn(2, 3, 32, 32)).sum().backward();
    assertThat(model.parameters().stream().filter(p -> p.grad() != null)).hasSize(2);
    assertThat(model.stateDict()).containsKey("classifier.weight");
  }

  @Test
  void computingActivationsAgainGivesTheSameGradients() {
    Tensor x = Torch.randn(2, 3, 32, 32);
    Tensor[] gradients = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      boolean again = i == 1;
      Torch.manualSeed(1);
      DenseNet model = Models.densenet121(o -> o.memoryEfficient(again).numClasses(2));
      model.call(x).sum().backward();
      gradients[i] = model.features.get(0).parameters().get(0).grad();
    }
    assertThat(Torch.allclose(gradients[0], gradients[1])).isTrue();
  }
}
