package dev.obor.vision.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.hub.Hub;
import dev.obor.serialization.OrderedDict;
import dev.obor.testing.InScope;
import dev.obor.vision.datasets.DownloadException;
import dev.obor.vision.transforms.ImageClassification;
import dev.obor.vision.transforms.Transform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained weights, as torchvision knows them; their files are made here. */
@InScope
class WeightsTest {
  private static final String ADDRESS = "http://127.0.0.1:9/";

  @TempDir Path folder;
  private final Path before = Hub.getDir();

  /** Weights of a model with three classes, whose file is not on any server. */
  enum TinyWeights implements WeightsEnum {
    V1;

    @Override
    public Weights value() {
      return new Weights(
          ADDRESS + "tiny.pth",
          () -> image -> (Tensor) image,
          Map.of("categories", List.of("cat", "dog", "owl"), "min_size", List.of(1L, 1L)));
    }
  }

  @AfterEach
  void restore() {
    Hub.setDir(before);
  }

  private Path checkpoints() throws IOException {
    Hub.setDir(folder);
    return Files.createDirectories(folder.resolve("checkpoints"));
  }

  private static String digest(List<String> lines) {
    CRC32 crc = new CRC32();
    crc.update(String.join("\n", lines).getBytes(UTF_8));
    return String.valueOf(crc.getValue());
  }

  @Test
  void areThoseOfTorchvision() {
    List<Golden> goldens = Golden.read("vision/weights.tsv.gz");
    for (Golden golden : goldens) {
      String name = golden.text("case");
      WeightsEnum weights = Models.getWeight(name);
      assertThat(weights.url()).as(name).isEqualTo(golden.text("url"));
      assertThat(weights.transforms().toString()).isEqualTo(golden.text("transforms"));
      assertThat(weights.meta().get("num_params")).hasToString(golden.text("parameters"));
      assertThat(weights.minSize()).containsExactly(golden.sizes("size"));
      assertThat(digest(weights.categories())).isEqualTo(golden.text("categories"));
      Object frames = weights.meta().get("min_temporal_size");
      assertThat(frames == null ? "None" : frames.toString()).isEqualTo(golden.text("frames"));
      StringBuilder metrics = new StringBuilder();
      ((Map<?, ?>) Objects.requireNonNull(weights.meta().get("_metrics")))
          .forEach(
              (task, measures) -> {
                metrics.append(metrics.isEmpty() ? "" : ",").append(task);
                ((Map<?, ?>) measures)
                    .forEach(
                        (key, value) -> metrics.append(',').append(key).append('=').append(value));
              });
      assertThat(metrics.toString().replace("NaN", "nan")).isEqualTo(golden.text("metrics"));
      if (golden.flag("default")) {
        String holder = name.substring(0, name.indexOf('.'));
        assertThat(Models.getWeight(holder + ".DEFAULT")).isSameAs(weights);
      }
    }
    long constants =
        Models.listModels().stream()
            .mapToLong(name -> Models.getModelWeights(name).getEnumConstants().length)
            .sum();
    assertThat(constants).isEqualTo(goldens.size());
    assertThat(Models.getWeight("ResNet50Weights.DEFAULT")).isSameAs(ResNet50Weights.DEFAULT);
    assertThat(Models.getModelWeights("vit_b_16")).isEqualTo(ViTB16Weights.class);
  }

  @Test
  void namesThatDoNotExistAreRefused() {
    assertThatThrownBy(() -> Models.getWeight("ResNet50_Weights"))
        .isInstanceOf(ValueException.class)
        .hasMessage("Invalid weight name provided: 'ResNet50_Weights'.");
    assertThatThrownBy(() -> Models.getWeight("ResNet51_Weights.DEFAULT"))
        .hasMessage(
            "The weight enum 'ResNet51_Weights' for the specific method couldn't be retrieved.");
    assertThatThrownBy(() -> Models.getWeight("ResNet50_Weights.V9"))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("IMAGENET1K_V2");
  }

  @Test
  void aModelIsMadeWithTrainedWeights() throws IOException {
    Path file = checkpoints().resolve("tiny.pth");
    SqueezeNet trained = new SqueezeNet("1_1", o -> o.numClasses(3));
    Torch.save(trained.stateDict(), file);
    SqueezeNet model =
        Pretrained.make(
            TinyWeights.class,
            (SqueezeNet.Options o) -> o.weights(TinyWeights.V1),
            o -> new SqueezeNet("1_1", o));
    Map<String, Tensor> loaded = model.stateDict();
    trained
        .stateDict()
        .forEach(
            (key, value) ->
                assertThat(Objects.requireNonNull(loaded.get(key)).equal(value)).isTrue());
  }

  @Test
  void whatIsGivenMustFitTheWeights() {
    assertThatThrownBy(
            () -> Models.resnet18(o -> o.weights(ResNet18Weights.DEFAULT).numClasses(10)))
        .isInstanceOf(ValueException.class)
        .hasMessage("The parameter 'num_classes' expected value 1000 but got 10 instead.");
    assertThatThrownBy(() -> Models.resnet18(o -> o.weights(ResNet50Weights.DEFAULT)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Invalid Weight class provided; expected ResNet18_Weights but received"
                + " ResNet50_Weights.");
    assertThatThrownBy(() -> Models.resnet18(o -> o.weights("IMAGENET1K_V7")))
        .isInstanceOf(ValueException.class);
    assertThatThrownBy(
            () -> Models.inceptionV3(o -> o.weights(InceptionV3Weights.DEFAULT).auxLogits(false)))
        .hasMessage("The parameter 'aux_logits' expected value True but got False instead.");
    assertThatThrownBy(() -> new AlexNet(o -> o.weights(AlexNetWeights.DEFAULT)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("constructors do not take weights");
  }

  @Test
  void withoutANetworkAnErrorSaysWhereTheFileBelongs() throws IOException {
    Path file = checkpoints().resolve("tiny.pth");
    assertThatThrownBy(
            () ->
                Hub.loadStateDictFromUrl(
                    "ftp" + TinyWeights.V1.url().substring(4), o -> o.checkHash(true)))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void oldNamesOfLayersAreStillRead() {
    OrderedDict<String, Tensor> old = new OrderedDict<>();
    old.attributes().put("_metadata", Map.of());
    old.put("features.denseblock1.denselayer12.norm.1.weight", Torch.zeros(1));
    old.put("features.denseblock1.denselayer12.conv2.weight", Torch.zeros(1));
    Map<String, Tensor> renamed = DenseNet.renamed(old);
    assertThat(renamed)
        .containsOnlyKeys(
            "features.denseblock1.denselayer12.norm1.weight",
            "features.denseblock1.denselayer12.conv2.weight");
    assertThat(((OrderedDict<String, Tensor>) renamed).attributes()).containsKey("_metadata");
  }

  @Test
  void aSmallNetworkReadsWhatItsFirstVersionSaved() {
    MNASNet half = new MNASNet(0.5, o -> o.numClasses(2));
    Map<String, Tensor> state = half.stateDict();
    ((OrderedDict<String, Tensor>) state)
        .attributes()
        .put("_metadata", Map.of("", Map.of("version", 1L)));
    assertThatThrownBy(() -> half.loadStateDict(state)).hasMessageContaining("size mismatch");
    assertThat(half.layers.get(0).parameters().get(0).size(0)).isEqualTo(32);
    assertThatThrownBy(() -> new MNASNet(1.0).loadStateDict(Map.of()))
        .hasMessage("version should be set to 1 or 2 instead of None");
  }

  @Test
  void presetsBringPicturesToWhatModelsWant() {
    Transform<Object, Tensor> preset = ResNet18Weights.DEFAULT.transforms();
    assertThat(preset).isInstanceOf(ImageClassification.class);
    BufferedImage grey = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
    Tensor x = preset.apply(grey);
    assertThat(x.shape()).isEqualTo(Torch.size(3, 224, 224));
    assertThat(x.get(0, 0, 0).item().doubleValue()).isCloseTo(-0.485 / 0.229, within(1e-3));
    Tensor pictures = Torch.zeros(Torch.size(2, 3, 300, 300), o -> o.dtype(DType.UINT8));
    assertThat(preset.apply(pictures).shape()).isEqualTo(Torch.size(2, 3, 224, 224));
    Tensor large = FCNResNet50Weights.DEFAULT.transforms().apply(grey);
    assertThat(large.shape()).isEqualTo(Torch.size(3, 693, 520));
  }
}
