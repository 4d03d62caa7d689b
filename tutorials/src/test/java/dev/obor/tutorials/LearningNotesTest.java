package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.learningnotes.DigitImages;
import dev.obor.tutorials.learningnotes.LearningNotes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 000 with what its blocks print in Python. */
@LeftToCollector
class LearningNotesTest {
  @TempDir Path folder;

  private final SectionRecorder recorder = new SectionRecorder();
  private final RecordedNote recorded = new RecordedNote("000", recorder);

  @Test
  void printsWhatPythonPrints() throws IOException {
    Settings settings = new Settings(42, folder.resolve("data"), folder.resolve("output"));

    new LearningNotes(recorder.stream(), settings).run();

    assertThat(recorded.assertPrintsWhatPythonPrinted()).hasSizeGreaterThan(20);
    assertThat(settings.folder("learning-notes").toFile().list())
        .containsExactlyInAnyOrder(
            "digit-0.png",
            "digit-10.png",
            "part-of-digit.png",
            "accuracy.png",
            "test-digit.png",
            "test-digit-0.png",
            "test-digit-10.png",
            "test-digit-193.png",
            "test-digit-1839.png");
  }

  @Test
  void printsTheNoteWithAsManyDigitsAsMnistHas() throws IOException {
    FullSizeMnist.write(folder);
    Settings settings = new Settings(42, folder, folder.resolve("output"));
    assertThat(settings.mnist()).isEqualTo(folder.toString());

    new DigitImages(recorder.stream(), settings.mnist(), folder).run();

    assertThat(Port.all().stream().filter(port -> port.type() == DigitImages.class))
        .hasSizeGreaterThan(5)
        .allSatisfy(recorded::assertPrintsTheNote);
  }
}
