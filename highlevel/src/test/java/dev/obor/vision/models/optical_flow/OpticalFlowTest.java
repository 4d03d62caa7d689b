package dev.obor.vision.models.optical_flow;

import static dev.obor.vision.models.Films.assertEqual;
import static dev.obor.vision.models.Films.every;
import static dev.obor.vision.models.Films.film;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.models.Films;
import dev.obor.vision.models.Models;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.OpticalFlowPreset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RAFT against torchvision's, as {@code vision_film_goldens.py} found it. */
@InScope
class OpticalFlowTest {
  @ParameterizedTest
  @ValueSource(strings = {"raft_large", "raft_small"})
  void computesWhatTorchvisionsDoes(String name) {
    Golden golden = Golden.of("vision/flow-models.tsv.gz", name);
    long[] film = golden.sizes("film");
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Torch.manualSeed(7);
      RAFT model = (RAFT) Models.getModel(name);
      assertThat(Films.weights(model)).isIn(golden.variants("weights"));
      Tensor pictures = film(2 * film[0], 3, film[1], film[2]);
      Tensor first = pictures.narrow(0, 0, film[0]);
      Tensor second = pictures.narrow(0, film[0], film[0]);
      model.eval();
      assertEqual(every(Torch.stack(model.call(first, second, 3)), 2999), golden.numbers("flows"));
      assertEqual(every(model.call(first, second), 2999), golden.numbers("last"));
      model.train();
      assertEqual(
          every(Torch.stack(model.call(first, second, 1)), 2999), golden.numbers("trained"));
    }
  }

  @Test
  void picturesOfOtherSizesAreRefused() {
    RAFT model = OpticalFlow.raftSmall();
    Tensor picture = Torch.zeros(1, 3, 128, 128);
    assertThatThrownBy(() -> model.call(picture, Torch.zeros(1, 3, 128, 136), 1))
        .isInstanceOf(ValueException.class)
        .hasMessage(
            "input images should have the same shape, instead got (128, 128) != torch.Size([128,"
                + " 136])");
    assertThatThrownBy(() -> model.call(Torch.zeros(1, 3, 130, 132), Torch.zeros(1, 3, 130, 132)))
        .hasMessage(
            "input image H and W should be divisible by 8, instead got 130 (h) and 132 (w)");
    assertThatThrownBy(() -> model.call(Torch.zeros(1, 3, 64, 128), Torch.zeros(1, 3, 64, 128)))
        .hasMessageStartingWith("Feature maps are too small to be down-sampled")
        .hasMessageContaining("should be at least 16; got: torch.Size([8, 16]).");
    assertThatThrownBy(() -> OpticalFlow.raftSmall(o -> o.numClasses(2)))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("RAFT.__init__() got an unexpected keyword argument 'num_classes'");
  }

  @Test
  void thePresetTakesBothPictures() {
    Golden golden = Golden.of("vision/film-presets.tsv.gz", "flow");
    OpticalFlowPreset preset = RaftLargeWeights.DEFAULT.transforms();
    assertThat(preset).hasToString(golden.text("repr"));
    Tensor frames = film(2, 5, 3, 40, 30).mul(127.5).add(127.5).to(DType.UINT8);
    Tensor last = frames.select(0, 1).select(0, 4);
    OpticalFlowPreset.Pair pair = preset.apply(frames.select(0, 0).select(0, 0), last);
    assertEqual(every(pair.first(), 31), golden.numbers("pixels"));
    assertEqual(every(pair.second(), 31), golden.numbers("single"));
    assertThat(preset.apply(F.toPilImage(last)).equal(pair.second())).isTrue();
  }

  @Test
  void weightsSayHowFarFlowsAreFromTrueOnes() {
    assertThat(RaftSmallWeights.DEFAULT).isEqualTo(RaftSmallWeights.C_T_V2);
    Map<?, ?> metrics =
        (Map<?, ?>) Objects.requireNonNull(RaftSmallWeights.C_T_V1.meta().get("_metrics"));
    assertThat(metrics.keySet().stream().map(String::valueOf))
        .containsExactly("Sintel-Train-Cleanpass", "Sintel-Train-Finalpass", "Kitti-Train");
    assertThat(RaftSmallWeights.C_T_V1.categories()).isEqualTo(List.of());
  }
}
