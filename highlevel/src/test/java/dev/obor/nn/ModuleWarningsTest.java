package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers and functions warn of: what Python's do. */
@InScope
class ModuleWarningsTest {
  private final List<String> caught = new ArrayList<>();

  @BeforeEach
  void listen() {
    Torch.setWarnAlways(true);
    Warnings.setHandler(warning -> caught.add(warning.category() + ": " + warning.message()));
  }

  @AfterEach
  void stopListening() {
    Warnings.setHandler(null);
    Torch.setWarnAlways(false);
  }

  /** One of two results comes from another function. */
  private static final class Both extends Module {
    record Output(Tensor first, Tensor second) {}

    Output call(Tensor x) {
      return callWithHooks(
          Output.class,
          (args, kwargs) -> {
            Tensor given = (Tensor) Objects.requireNonNull(args[0]);
            return new Output(given.mul(2), given.add(1));
          },
          x);
    }
  }

  private static <M extends Module> M hooked(M module) {
    module.registerBackwardHook((m, in, out) -> null);
    return module;
  }

  private static void load(boolean assign) {
    new Linear(1, 1, o -> o.bias(false).device(Device.of("meta")))
        .loadStateDict(Map.of("weight", Torch.ones(1, 1)), true, assign);
  }

  private static Map<String, Runnable> actions() {
    Tensor one = Torch.ones(1);
    Tensor two = Torch.ones(2);
    Tensor x = Torch.ones(2, 2).requiresGrad_();
    Tensor image = Torch.ones(1, 1, 2, 2);
    Tensor grid = Torch.zeros(1, 1, 1, 2);
    Tensor theta = Torch.ones(1, 2, 3);
    Map<String, Runnable> actions = new LinkedHashMap<>();
    actions.put("dropout2d 2", () -> F.dropout2d(Torch.ones(2, 3)));
    actions.put("dropout2d 3", () -> new Dropout2d().call(Torch.ones(2, 3, 4)));
    actions.put("dropout2d 4", () -> new Dropout2d().call(Torch.ones(2, 3, 4, 4)));
    actions.put("dropout3d 3", () -> F.dropout3d(Torch.ones(2, 3, 4)));
    actions.put("softmax", () -> new Softmax().call(two));
    actions.put("log_softmax", () -> new LogSoftmax().call(two));
    actions.put("softmin", () -> new Softmin().call(two));
    actions.put("upsample", () -> F.upsample(image, o -> o.scaleFactor(2)));
    actions.put("upsample_nearest", () -> F.upsampleNearest(image, o -> o.scaleFactor(2)));
    actions.put("upsample_bilinear", () -> F.upsampleBilinear(image, o -> o.scaleFactor(2)));
    actions.put("grid_sample", () -> F.gridSample(image, grid));
    actions.put(
        "grid_sample align_corners", () -> F.gridSample(image, grid, o -> o.alignCorners(false)));
    actions.put("affine_grid", () -> F.affineGrid(theta, Torch.size(1, 1, 2, 2)));
    actions.put("affine_grid unit", () -> F.affineGrid(theta, Torch.size(1, 1, 2, 1), true));
    actions.put(
        "embedding_bag",
        () -> F.embeddingBag(Torch.ones(3, 2), Torch.tensor(new long[][] {{0, 1}}), o -> {}));
    actions.put("instance norm", () -> new InstanceNorm1d(3).call(Torch.ones(2, 4, 5)));
    actions.put("trunc_normal_", () -> Init.truncNormal_(two, 9, 1));
    actions.put("kaiming_uniform_", () -> Init.kaimingUniform_(Torch.ones(0, 2)));
    actions.put("kaiming_normal_", () -> Init.kaimingNormal_(Torch.ones(2, 0)));
    actions.put("mse sizes", () -> F.mseLoss(two, one));
    actions.put("smooth_l1 sizes", () -> F.smoothL1Loss(two, one));
    actions.put("huber sizes", () -> F.huberLoss(two, one));
    actions.put(
        "cross_entropy size_average",
        () ->
            F.crossEntropy(
                Torch.ones(1, 2),
                Torch.zeros(Torch.size(1), o -> o.dtype(DType.INT64)),
                o -> o.sizeAverage(false)));
    actions.put("meta", () -> load(false));
    actions.put("meta assign", () -> load(true));
    actions.put("old hook", () -> hooked(new Linear(2, 2)).call(x));
    actions.put(
        "old hook, several functions",
        () -> hooked(new Sequential(new Tanh(), new Tanh())).call(x));
    actions.put("old hook, several results", () -> hooked(new Both()).call(x.mul(1)));
    return actions;
  }

  static List<Golden> cases() {
    return Golden.read("nn/warnings.tsv");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theyArePythons(Golden golden) {
    Objects.requireNonNull(actions().get(golden.text("case"))).run();
    assertThat(String.join("\n", caught)).isEqualTo(golden.text("text"));
  }

  @Test
  void everyActionHasItsGolden() {
    assertThat(cases().stream().map(golden -> golden.text("case")))
        .containsExactlyElementsOf(actions().keySet());
  }
}
