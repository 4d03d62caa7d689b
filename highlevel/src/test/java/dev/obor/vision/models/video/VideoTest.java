package dev.obor.vision.models.video;

import static dev.obor.vision.models.Films.assertEqual;
import static dev.obor.vision.models.Films.every;
import static dev.obor.vision.models.Films.film;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.testing.InScope;
import dev.obor.vision.models.Films;
import dev.obor.vision.models.Models;
import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.transforms.VideoClassification;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks for films against torchvision's, as {@code vision_film_goldens.py} found them. */
@InScope
class VideoTest {
  private static final String SCORES = "vision/film-models.tsv.gz";
  private static final String PRESETS = "vision/film-presets.tsv.gz";

  static List<String> names() {
    return Golden.read(SCORES).stream().map(golden -> golden.text("case")).toList();
  }

  private static Module make(String name, long[] film) {
    return Models.getModel(
        name,
        o -> {
          o.numClasses(3);
          if (o instanceof MViT.Options sized) {
            sized.temporalSize(film[1]).spatialSize(film[2], film[3]);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("names")
  void computesWhatTorchvisionsDoes(String name) {
    Golden golden = Golden.of(SCORES, name);
    long[] film = golden.sizes("film");
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Torch.manualSeed(7);
      Module model = make(name, film);
      assertThat(Films.weights(model)).isIn(golden.variants("weights"));
      Tensor x = film(film[0], 3, film[1], film[2], film[3]);
      assertEqual(model.eval().call(x), golden.numbers("evaluated"));
      Torch.manualSeed(8);
      assertEqual(model.train().call(x), golden.numbers("trained"));
    }
  }

  private static MViT small(Consumer<MViT.Options> options) {
    Size three = Size.of(3, 3, 3);
    return new MViT(
        List.of(
            new MSBlockConfig(1, 16, 16, three, three, Size.of(1, 1, 1), Size.of(1, 4, 4)),
            new MSBlockConfig(2, 16, 32, three, three, Size.of(1, 2, 2), Size.of(1, 2, 2))),
        o -> options.accept(o.numClasses(2).temporalSize(4).spatialSize(32, 48)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsFlowThroughPooledAttention(boolean relative) {
    Golden golden =
        Golden.of("vision/film-blocks.tsv.gz", relative ? "relative True" : "relative False");
    Torch.manualSeed(7);
    MViT model =
        small(
            o ->
                o.residualPool(true)
                    .residualWithClsEmbed(!relative)
                    .relPosEmbed(relative)
                    .projAfterAttn(relative)
                    .dropout(0.25)
                    .attentionDropout(0.125)
                    .stochasticDepthProb(0.5));
    assertThat(Films.weights(model)).isIn(golden.variants("weights"));
    assertThat(model).hasToString(golden.text("repr"));
    Tensor scores = model.call(film(3, 3, 4, 32, 48));
    assertEqual(scores, golden.numbers("scores"));
    scores.square().sum().backward();
    String places = relative ? "blocks.0.attn.rel_pos_w" : "pos_encoding.spatial_pos";
    assertEqual(every(gradient(model, places), 23), golden.numbers("places"));
    assertEqual(every(gradient(model, "conv_proj.weight"), 211), golden.numbers("first"));
  }

  private static Tensor gradient(Module model, String name) {
    Tensor parameter = Objects.requireNonNull(model.namedParameters().get(name), name);
    return Objects.requireNonNull(parameter.grad(), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"both sizes", "smaller edge"})
  void presetsBringFilmsToWhatModelsWant(String name) {
    Golden golden = Golden.of(PRESETS, name);
    int[] size = Arrays.stream(golden.sizes("size")).mapToInt(Math::toIntExact).toArray();
    VideoClassification preset =
        new VideoClassification(new int[] {16, 22}, size, o -> o.mean(0.45, 0.45, 0.45));
    assertThat(preset).hasToString(golden.text("repr"));
    Tensor frames = film(2, 5, 3, 40, 30).mul(127.5).add(127.5).to(DType.UINT8);
    Tensor x = preset.apply(frames);
    assertThat(Arrays.toString(x.shape().toArray())).isEqualTo(golden.text("shape"));
    assertEqual(every(x, 131), golden.numbers("pixels"));
    assertEqual(every(preset.apply(frames.select(0, 1)), 131), golden.numbers("single"));
    assertThatThrownBy(() -> preset.apply("film"))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("vid should be Tensor. Got java.lang.String");
  }

  @Test
  void weightsSayHowManyFramesTheyWant() {
    WeightsEnum weights = Models.getWeight("MViT_V2_S_Weights.DEFAULT");
    assertThat(weights).isSameAs(MViTV2SWeights.KINETICS400_V1);
    assertThat(weights.meta()).containsEntry("min_temporal_size", 16L);
    assertThat(weights.categories()).hasSize(400).startsWith("abseiling").endsWith("zumba");
    assertThatThrownBy(
            () -> Video.mvitV2S(o -> o.weights(MViTV2SWeights.DEFAULT).spatialSize(112, 112)))
        .isInstanceOf(ValueException.class)
        .hasMessage(
            "The parameter 'spatial_size' expected value (224, 224) but got (112, 112) instead.");
  }

  @Test
  void anImageIsAFilmOfOneFrame() {
    try (var noGrad = Torch.noGrad()) {
      MViT model = small(o -> o.temporalSize(2));
      Tensor frame = film(1, 3, 32, 48);
      assertThat(model.eval().call(frame).equal(model.call(frame.unsqueeze(2)))).isTrue();
      assertThatThrownBy(() -> model.call(film(3, 32, 32)))
          .isInstanceOf(ValueException.class)
          .hasMessage("Unsupported input dimension torch.Size([3, 32, 32])");
    }
    assertThatThrownBy(() -> new MViT(List.of(), o -> {}))
        .isInstanceOf(ValueException.class)
        .hasMessage("The configuration parameter can't be empty.");
  }

  @Test
  void theLastLayerCanBeReplacedAndTrained() {
    VideoResNet model = Video.r3d18();
    model.requiresGrad_(false);
    model.fc = new Linear(512, 2);
    model.call(film(1, 3, 2, 16, 16).repeat(2, 1, 1, 1, 1)).sum().backward();
    assertThat(model.parameters().stream().filter(p -> p.grad() != null)).hasSize(2);
  }
}
