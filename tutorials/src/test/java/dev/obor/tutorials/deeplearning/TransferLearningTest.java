package dev.obor.tutorials.deeplearning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.hub.Hub;
import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import dev.obor.vision.models.DenseNet;
import dev.obor.vision.models.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeftToCollector
class TransferLearningTest {
  private final Path before = Hub.getDir();

  @TempDir Path folder;

  @AfterEach
  void setHub() {
    Hub.setDir(before);
  }

  private DenseNet model(boolean pretrained) {
    Settings settings = new Settings(42, folder.resolve("data"), folder, pretrained);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new TransferLearning(out, settings, Pace.NOTE).loadingAModel();
  }

  @Test
  void aPretrainedNetworkHasTheWeightsInTheHubsFolder() throws IOException {
    Torch.manualSeed(7);
    DenseNet trained = Models.densenet121();
    Path checkpoints = Files.createDirectories(folder.resolve("hub").resolve("checkpoints"));
    Torch.save(trained.stateDict(), checkpoints.resolve("densenet121-a639ec97.pth"));
    Hub.setDir(folder.resolve("hub"));

    Torch.manualSeed(42);
    assertThat(Torch.equal(firstWeight(model(true)), firstWeight(trained))).isTrue();
    assertThat(Torch.equal(firstWeight(model(false)), firstWeight(trained))).isFalse();
  }

  private static Tensor firstWeight(DenseNet model) {
    return model.parameters().get(0);
  }
}
