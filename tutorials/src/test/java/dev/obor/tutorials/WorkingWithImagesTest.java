package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.images.DigitData;
import dev.obor.tutorials.images.WorkingWithImages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 002 with what its blocks print in Python. */
@LeftToCollector
class WorkingWithImagesTest {
  @TempDir Path folder;

  private final SectionRecorder recorder = new SectionRecorder();
  private final RecordedNote recorded = new RecordedNote("002", recorder);

  @Test
  void printsWhatPythonPrints() throws IOException {
    Settings settings = new Settings(42, folder.resolve("data"), folder.resolve("output"));

    new WorkingWithImages(recorder.stream(), settings).run();

    assertThat(recorded.assertPrintsWhatPythonPrinted()).hasSizeGreaterThan(12);
    assertThat(folder.resolve("output/working-with-images/mnist-logistic.pth")).exists();
  }

  @Test
  void printsTheNoteWithAsManyDigitsAsMnistHas() throws IOException {
    FullSizeMnist.write(folder);

    new DigitData(recorder.stream(), folder.toString(), folder).run();

    assertThat(Port.all().stream().filter(port -> port.type() == DigitData.class))
        .hasSizeGreaterThan(5)
        .allSatisfy(recorded::assertPrintsTheNote);
  }
}
