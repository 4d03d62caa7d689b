package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares whole runs with what {@code mnist_logistic_regression.py} printed. */
@LeftToCollector
class MnistParityTest {
  private static final String OPTIONS = "options:";

  @TempDir Path folder;

  private static List<String> recorded(String name) throws IOException {
    String resource = "epochs/" + name + ".txt";
    try (InputStream in = requireNonNull(MnistParityTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), US_ASCII).lines().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "small-batches", "one-step-an-epoch", "untrained"})
  void printsTheNumbersThatPythonPrints(String name) throws IOException {
    List<String> recorded = recorded(name);
    List<String> arguments = new ArrayList<>(List.of("mnist", "--output", folder.toString()));
    String options = recorded.get(0).substring(OPTIONS.length()).strip();
    if (!options.isEmpty()) {
      arguments.addAll(List.of(options.split(" ")));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        Main.run(
            new Terminal(false, US_ASCII),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments.toArray(String[]::new));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString().lines().filter(MnistParityTest::isResult))
        .containsExactlyElementsOf(recorded.subList(1, recorded.size()));
  }

  private static boolean isResult(String line) {
    return line.contains("val_loss") || line.contains("accuracy");
  }
}
