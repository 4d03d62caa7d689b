package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Torch;
import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.introduction.Introduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the port of note 003 with what its blocks print in Python. */
@LeftToCollector
class IntroductionTest {
  private static final Pace QUICK = new Pace(1, 32);

  @TempDir static Path folder;

  @Test
  void printsWhatPythonPrints() throws IOException {
    Torch.setNumThreads(1);
    Settings settings = new Settings(42, folder.resolve("data"), folder);
    SectionRecorder recorder = new SectionRecorder();

    new Introduction(recorder.stream(), settings, QUICK).run();

    RecordedNote recorded = new RecordedNote("003", recorder, inJava());
    assertThat(recorded.assertPrintsWhatPythonPrinted()).hasSizeGreaterThanOrEqualTo(25);
    try (Stream<Path> pictures = Files.list(folder.resolve("pictures"))) {
      assertThat(pictures).hasSize(9).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
    assertThat(Files.size(folder.resolve("model/path/weight.pth"))).isGreaterThan(400_000);
  }

  /** What names the folder of the data, which is {@code data} in Python. */
  private static Map<String, String> inJava() {
    Map<String, String> inJava = new HashMap<>();
    for (String block : List.of("003-40", "003-44", "003-89")) {
      String run =
          String.valueOf(
              NoteFixture.outputs("003").getOrDefault(block, NoteFixture.Output.NONE).run());
      String root = folder.resolve("drawn").toString();
      inJava.put(
          block,
          run.replace("Root location: data\n", "Root location: " + root + "\n")
              .replace("root: data\n", "root: " + root + "\n"));
    }
    return inJava;
  }
}
