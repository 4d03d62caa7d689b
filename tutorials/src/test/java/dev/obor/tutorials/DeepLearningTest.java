package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Torch;
import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.deeplearning.DeepLearning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 004 with what its blocks print in Python. */
@LeftToCollector
class DeepLearningTest {
  private static final Pace QUICK = new Pace(1, 32);

  @TempDir static Path folder;

  @Test
  void printsWhatPythonPrints() throws IOException {
    Torch.setNumThreads(1);
    Settings settings = new Settings(42, folder.resolve("data"), folder);
    SectionRecorder recorder = new SectionRecorder();

    new DeepLearning(recorder.stream(), settings, QUICK).run();

    Map<String, String> inJava = new HashMap<>(JavaForms.of("004"));
    for (String block : List.of("004-73", "004-74")) {
      String printed = recorder.printedBy(port(block));
      assertThat(printed).matches("Device = cpu; Time per batch: \\d+\\.\\d{3} seconds\n");
      inJava.put(block, printed);
    }
    RecordedNote recorded = new RecordedNote("004", recorder, inJava);
    assertThat(recorded.assertPrintsWhatPythonPrinted()).contains("004-15", "004-58");
    assertThat(folder.resolve("pictures"))
        .isDirectoryContaining("glob:**digit.png")
        .isDirectoryContaining("glob:**garment.png")
        .isDirectoryContaining("glob:**losses.png");
  }

  private static Port port(String block) {
    return Port.all().stream()
        .filter(port -> port.blocks().equals(List.of(block)))
        .findFirst()
        .orElseThrow();
  }
}
