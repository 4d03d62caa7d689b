package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LeftToCollector
class TutorialCommandTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"regression", "learning-notes", "logistic-regression", "images"})
  void everyTutorialHasHelp(String name) {
    assertThat(run(name, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: obor " + name, "--seed", "(default: 42)");
  }
}
