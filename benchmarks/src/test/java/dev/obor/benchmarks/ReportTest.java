package dev.obor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path folder;

  private Results results(String... lines) throws IOException {
    return Results.read(Files.writeString(folder.resolve("run.tsv"), String.join("\n", lines)));
  }

  @Test
  void theBestOfAllRoundsCounts() throws IOException {
    Results results =
        results(
            "# machine\ta fine one",
            "1\tobor\tadd\tns\t500.0",
            "2\tobor\tadd\tns\t400.0",
            "1\tobor\tmlp forward, 2 threads\tcalls/s\t10.0",
            "2\tobor\tmlp forward, 2 threads\tcalls/s\t20.0");

    assertThat(results.best("obor", "add", "ns")).hasValue(400);
    assertThat(results.best("obor", "mlp forward, 2 threads", "calls/s")).hasValue(20);
    assertThat(results.best("python", "add", "ns")).isEmpty();
    assertThat(results.facts()).containsEntry("machine", "a fine one");
  }

  @Test
  void ratiosStandBesideTheirLimits() throws IOException {
    String text =
        new Report(
                results(
                    "1\tobor\tadd\tns\t600",
                    "1\tpython\tadd\tns\t1000",
                    "1\tcpp\tadd\tns\t500",
                    "1\tobor\tmlp forward, 1 thread\tcalls/s\t100",
                    "1\tobor\tmlp forward, 2 threads\tcalls/s\t190"))
            .text();

    assertThat(text)
        .containsPattern("one-element add.*Python .* 0\\.60 .*≤ 0\\.62 \\| met")
        .containsPattern("one-element add.*C\\+\\+ .* 1\\.20 .*≤ 1\\.10 \\| \\*\\*missed\\*\\*")
        .containsPattern("2 threads.* one thread .* 1\\.90 .*≥ 1\\.80 \\| met")
        .containsPattern("process start.* not run");
  }

  @Test
  void systemsThatDoOtherWorkAreNamed() throws IOException {
    Report report =
        new Report(
            results(
                "1\tobor\tmlp step\tloss\t1.765",
                "1\tcpp\tmlp step\tloss\t1.76500001",
                "1\tpython\tmlp step\tloss\t2.5"));

    assertThat(report.differences()).singleElement().asString().startsWith("python, mlp step");
    assertThat(new Report(results("1\tobor\tmlp step\tloss\t1.765")).differences()).isEmpty();
  }

  @Test
  void theTablesReplaceWhatStandsBetweenTheMarkers() throws IOException {
    Path page = folder.resolve("README.md");
    Files.writeString(page, "before\n<!-- figures -->\nold\n<!-- end of figures -->\nafter\n");

    Report.record(page, "new");

    assertThat(page)
        .hasContent("before\n<!-- figures -->\n\nnew\n<!-- end of figures -->\nafter\n");
  }

  @Test
  void aPageWithoutMarkersIsLeftAlone() throws IOException {
    Path page = Files.writeString(folder.resolve("README.md"), "nothing here");

    assertThatThrownBy(() -> Report.record(page, "new")).hasMessageContaining("<!-- figures -->");
    assertThat(page).hasContent("nothing here");
  }

  @Test
  void aBrokenLineIsNamed() {
    assertThatThrownBy(() -> results("1\tobor\tadd\tns\t500", "1\tobor\tadd"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> results("1\tobor\tadd\tns\tfast"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'fast' is not a number");
  }
}
