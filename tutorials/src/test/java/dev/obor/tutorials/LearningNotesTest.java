package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Torch;
import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.learningnotes.DigitImages;
import dev.obor.tutorials.learningnotes.LearningNotes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 000 with what its blocks print in Python. */
@LeftToCollector
class LearningNotesTest {
  private static final Map<String, String> IN_JAVA =
      Map.of(
          "000-15", "[[1.0, 2.0], [3.0, 4.0]]\ntensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64)\n",
          "000-16", "double[][], torch.float64\n",
          "000-17", "[[1.0, 2.0], [3.0, 4.0]]\n",
          "000-48", "(<java.awt.image.BufferedImage image mode=L size=28x28>, 5)\n");

  @TempDir Path folder;

  private final SectionRecorder recorder = new SectionRecorder();
  private final RecordedNote recorded = new RecordedNote("000", recorder, IN_JAVA);

  @Test
  void printsWhatPythonPrints() throws IOException {
    Torch.setNumThreads(1);
    Settings settings = new Settings(42, folder.resolve("data"), folder.resolve("output"));

    new LearningNotes(recorder.stream(), settings).run();

    assertThat(recorded.assertPrintsWhatPythonPrinted()).hasSizeGreaterThan(20);
  }

  @Test
  void printsTheNoteWithAsManyDigitsAsMnistHas() throws IOException {
    FullSizeMnist.write(folder);
    Settings settings = new Settings(42, folder, folder.resolve("output"));
    assertThat(settings.mnist()).isEqualTo(folder.toString());

    new DigitImages(recorder.stream(), settings.mnist()).run();

    assertThat(Port.all().stream().filter(port -> port.type() == DigitImages.class))
        .hasSizeGreaterThan(5)
        .allSatisfy(recorded::assertPrintsTheNote);
  }
}
