package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LeftToCollector
class TutorialCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(
        new Terminal(false, US_ASCII), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void aTutorialPrintsWhatItPrintsAndTheSameForASeed() {
    assertThat(run("regression", "--seed", "1")).isZero();
    assertThat(err.toString()).isEmpty();
    String first = out.toString();
    assertThat(first.lines().count()).isGreaterThan(20);
    assertThat(first).contains("tensor([[");

    out.getBuffer().setLength(0);
    assertThat(run("regression", "--seed", "1")).isZero();
    assertThat(out.toString()).isEqualTo(first);
    out.getBuffer().setLength(0);
    assertThat(run("regression", "--seed", "2")).isZero();
    assertThat(out.toString()).isNotEqualTo(first);
  }

  @Test
  void quietPrintsNothing() {
    assertThat(run("regression", "--quiet")).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLongTutorialCanBeMadeShort() {
    assertThat(
            run(
                "transfer",
                "--epochs=1",
                "--image-size=32",
                "--data=" + folder.resolve("data"),
                "--output=" + folder))
        .isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("(classifier): ");
  }

  @Test
  void anImageTooSmallForTheNetworkIsAWrongCommandLine() {
    assertThat(run("transfer", "--image-size=31")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--image-size")
        .contains("'31' is not a whole number from 32 to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regression",
        "learning-notes",
        "logistic-regression",
        "images",
        "intro",
        "deep-learning",
        "fashion",
        "transfer"
      })
  void everyTutorialHasHelp(String name) {
    assertThat(run(name, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: obor " + name, "--seed", "(default: 42)");
  }
}
