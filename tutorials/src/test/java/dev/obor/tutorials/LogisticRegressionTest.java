package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.logisticregression.LogisticRegression;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 001 with what its blocks print in Python. */
@LeftToCollector
class LogisticRegressionTest {
  @TempDir Path folder;

  @Test
  void printsWhatPythonPrints() throws IOException {
    Settings settings = new Settings(42, folder.resolve("data"), folder.resolve("output"));
    SectionRecorder recorder = new SectionRecorder();

    new LogisticRegression(recorder.stream(), settings).run();

    new RecordedNote("001", recorder).assertPrintsWhatPythonPrinted();
    assertThat(folder.resolve("output/logistic-regression/mnist-logistic.pth")).exists();
  }
}
