package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  private static String output(Terminal terminal) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    try (TrainingProgress progress = new TrainingProgress(out, terminal, "Training", 4)) {
      progress.step();
      progress.step();
      progress.println("first");
      progress.step();
      progress.step();
      progress.println("second");
    }
    out.println("after");
    return text.toString();
  }

  /**
   * What a terminal of one screen line per text line shows: a carriage return goes back to column
   * 0.
   */
  private static String shown(String output) {
    StringBuilder screen = new StringBuilder();
    for (String line : output.split("\n", -1)) {
      StringBuilder cells = new StringBuilder();
      for (String part : line.split("\r", -1)) {
        cells.replace(0, Math.min(part.length(), cells.length()), part);
      }
      screen.append(cells.toString().stripTrailing()).append('\n');
    }
    return screen.toString().strip();
  }

  @Test
  void aFileGetsTheLinesOnly() {
    String output = output(new Terminal(false, UTF_8));

    assertThat(output).isEqualTo(String.format("first%nsecond%nafter%n"));
  }

  @Test
  void aTerminalGetsABarThatIsGoneAtTheEnd() {
    String output = output(new Terminal(true, US_ASCII));

    assertThat(output).contains("Training").contains("100%").contains("4/4");
    assertThat(US_ASCII.newEncoder().canEncode(output)).isTrue();
    assertThat(shown(output)).isEqualTo("first\nsecond\nafter");
  }

  @Test
  void noLineOfTheBarIsWiderThanATerminal() {
    String output = output(new Terminal(true, UTF_8));

    assertThat(output.split("[\r\n]")).allMatch(part -> part.length() < 80);
  }
}
