package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.obor.testing.LeftToCollector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@LeftToCollector
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(boolean interactive, String... arguments) {
    return Main.run(
        new Terminal(interactive, UTF_8), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void aTableHasALineForEachCase() {
    assertThat(run(false, "bench", "--quick", "--only", "1 element")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).startsWith("Obor ").endsWith(", 1 thread");
    assertThat(lines.stream().filter(line -> line.contains("1 element")))
        .hasSize(3)
        .allMatch(
            line ->
                line.matches(
                    "(add|exp|sum), 1 element +[\\d,.]+ [num]s +\u00b1 \\d+\\.\\d % +[\\d,]+ elements"));
    assertThat(out.toString()).doesNotContain("\r");
  }

  @Test
  void jsonHasTheSame() throws Exception {
    assertThat(run(true, "bench", "--quick", "--json", "--only", "batch 1")).isZero();

    List<String> names = new ArrayList<>();
    double median = Double.NaN;
    double perSecond = Double.NaN;
    try (JsonParser in = new JsonFactory().createParser(out.toString())) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "name".equals(in.currentName())) {
          names.add(in.getText());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT
            && in.currentName().equals("median_seconds")
            && names.size() == 1) {
          median = in.getDoubleValue();
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT
            && in.currentName().equals("per_second")
            && names.size() == 1) {
          perSecond = in.getDoubleValue();
        }
      }
    }
    assertThat(names)
        .containsExactly(
            "MLP 784-256-128-10, forward, batch 1", "loader, an epoch of digits, batch 128");
    assertThat(median).isBetween(1e-7, 1.0);
    assertThat(perSecond * median).isCloseTo(1, within(1e-9));
  }

  @Test
  void whereSomebodyWatchesThereIsABarUnlessItIsToBeQuiet() {
    assertThat(run(true, "bench", "--quick", "--only", "sum, 1 element")).isZero();
    assertThat(out.toString()).contains("Measuring").contains("\r");
    out.getBuffer().setLength(0);
    assertThat(run(true, "bench", "--quick", "--quiet", "--only", "sum, 1 element")).isZero();
    assertThat(out.toString()).doesNotContain("Measuring").contains("sum, 1 element");
  }

  @Test
  void aWordThatNoCaseHasIsRefused() {
    assertThat(run(false, "bench", "--only", "nothing")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("obor bench: no case has 'nothing' in its name; there are add, 1 element; ")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }
}
