package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final StringWriter text = new StringWriter();

  private String train(boolean interactive, long patienceNanos) {
    PrintWriter out = new PrintWriter(text);
    List<Integer> seen = new ArrayList<>();
    try (TerminalProgress progress =
        new TerminalProgress(out, new Terminal(interactive, US_ASCII), patienceNanos)) {
      Progress.Steps steps = progress.start("Training", 6);
      for (int epoch = 0; epoch < 2; epoch++) {
        for (int item : steps.of(List.of(1, 2, 3))) {
          seen.add(item);
        }
        progress.print(String.format("epoch %d%n", epoch));
      }
    }
    assertThat(seen).containsExactly(1, 2, 3, 1, 2, 3);
    return text.toString();
  }

  @Test
  void whatTakesLongGetsABarWithItsLinesAbove() {
    assertThat(train(true, 0))
        .contains("Training", "6", "\r")
        .contains(String.format("epoch 0%n"))
        .endsWith(String.format("epoch 1%n"));
  }

  @Test
  void whatIsQuickGetsNone() {
    assertThat(train(true, TimeUnit.HOURS.toNanos(1)))
        .isEqualTo(String.format("epoch 0%nepoch 1%n"));
  }

  @Test
  void aFileGetsTheLinesOnly() {
    assertThat(train(false, 0)).isEqualTo(String.format("epoch 0%nepoch 1%n"));
  }

  @Test
  void aFailureAndANewTaskEndTheBar() {
    PrintWriter out = new PrintWriter(text);
    assertThatThrownBy(
            () -> {
              try (TerminalProgress progress =
                  new TerminalProgress(out, new Terminal(true, US_ASCII), 0)) {
                for (int item : progress.start("First", 9).of(List.of(1, 2, 3))) {
                  assertThat(item).isPositive();
                }
                for (int item : progress.start("Second", 9).of(List.of(1, 2, 3))) {
                  if (item == 3) {
                    throw new IllegalStateException("no");
                  }
                }
              }
            })
        .hasMessage("no");
    assertThat(text.toString()).contains("First", "Second").endsWith("\r");
  }

  @Test
  void nothingShowsNothing() {
    List<Integer> items = List.of(1, 2);
    assertThat(Progress.NONE.start("Training", 2).of(items)).isSameAs(items);
  }
}
